# Runs a throw-away PostgreSQL until the standard input ends, which it does when
# the tests end in any way, then leaves nothing behind.
#   $1 folder of PostgreSQL's programs   $2 folder to use   $3 port
trap '' HUP INT TERM
data="$2/data"
# Nothing here has to survive a power cut, so nothing waits for the disk.
careless="-c fsync=off -c full_page_writes=off -c synchronous_commit=off"
if "$1/initdb" -D "$data" -U postgres --auth=trust --encoding=UTF8 --no-locale --no-sync >"$2/log" 2>&1 </dev/null &&
    "$1/pg_ctl" -D "$data" -w -t 60 -l "$2/log" -o "$careless -c listen_addresses=127.0.0.1 -p $3 \
        -c unix_socket_directories='' -c max_connections=200" start >/dev/null 2>&1 </dev/null; then
    echo ready
else
    echo failed
    tail -n 30 "$2/log"
fi
exec >/dev/null 2>&1
cat
"$1/pg_ctl" -D "$data" -m immediate -w stop
rm -rf "$2"
