;; For Eglot, which Emacs 29 and later have.
((nil . ((eglot-workspace-configuration
          . (:rust-analyzer
             (:check (:overrideCommand COMMAND)))))))
