-- Neovim 0.11 and later read this where `vim.o.exrc = true` is set, and ask once whether they may.
local rust_analyzer = {
  check = {
    overrideCommand = { "target/debug/threadlings", "check", "--message-format=json", "$saved_file" },
  },
}

vim.lsp.config("rust_analyzer", {
  cmd = { "rust-analyzer" },
  filetypes = { "rust" },
  root_markers = { ".nvim.lua" },
  init_options = rust_analyzer,
  settings = { ["rust-analyzer"] = rust_analyzer },
})
vim.lsp.enable("rust_analyzer")
vim.diagnostic.config({ virtual_text = true })
