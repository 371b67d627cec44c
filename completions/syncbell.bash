# Completion of syncbell in bash: syncbell itself says what may come next.
_syncbell() {
  local word line typed words=() about=() width=0 i
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
      about+=("${line:${#word}+1}")
      [[ $typed == --*=* ]] && word=${word#*=}
      COMPREPLY+=("$word")
      ((${#word} <= width)) || width=${#word}
    fi
  done < <("${COMP_WORDS[0]}" __complete "${words[@]}" 2>/dev/null)
  # Where several are listed ("?", "!" and "@" of bash), not put into the line, they say what they are.
  [[ ${#COMPREPLY[@]} -gt 1 && $COMP_TYPE == @(63|33|64) ]] || return 0
  for i in "${!COMPREPLY[@]}"; do
    [[ -n ${about[i]} ]] || continue
    printf -v line '%-*s  (%s)' "$width" "${COMPREPLY[i]}" "${about[i]}"
    ((${#line} < ${COLUMNS:-80})) || line=${line:0:${COLUMNS:-80}-2}…
    COMPREPLY[i]=$line
  done
}
complete -F _syncbell syncbell
