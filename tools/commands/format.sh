# ./meet format: C# and web sources as the checks of ./meet test want them.

command_format() {
  make_run_folders
  step "C#" csharp_format
  if has_web; then
    ensure_packages up
    install_web
    step "Web" npm --prefix "$root/web" run format
  fi
}
