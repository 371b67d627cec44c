# Completion of syncbell in fish: syncbell itself says what may come next.
function __syncbell_complete
    set -l words (commandline -opc)
    set -l typed (commandline -ct)
    for line in ($words[1] __complete $words[2..] $typed 2>/dev/null)
        if test "$line" = :files
            __fish_complete_path (string replace -r '^--[^=]*=' '' -- $typed)
        else
            echo $line
        end
    end
end
complete -c syncbell -f -a '(__syncbell_complete)'
