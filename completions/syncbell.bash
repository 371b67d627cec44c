# Completion of syncbell in bash: syncbell itself says what may come next.
_syncbell() {
  local word line typed words=()
  # Readline takes --flag=value for three words.
  for word in "${COMP_WORDS[@]:1:COMP_CWORD}"; do
    if [[ ${#words[@]} -gt 0 && ${words[${#words[@]} - 1]} == --* &&
      ($word == "=" || ${words[${#words[@]} - 1]} == *=) ]]; then
      words[${#words[@]} - 1]+=$word
    else
      words+=("$word")
    fi
  done
  typed=${words[${#words[@]} - 1]}
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ $line == :files ]]; then
      compopt -o default 2>/dev/null
    else
      word=${line%%$'\t'*}
      [[ $typed == --*=* ]] && word=${word#*=}
      COMPREPLY+=("$word")
    fi
  done < <("${COMP_WORDS[0]}" __complete "${words[@]}" 2>/dev/null)
}
complete -F _syncbell syncbell
