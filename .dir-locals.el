;; For Eglot, which Emacs 29 and later have.
((nil . ((eglot-workspace-configuration
          . (:rust-analyzer
             (:check (:overrideCommand ["target/debug/threadlings" "check" "--message-format=json" "$saved_file"])))))))
