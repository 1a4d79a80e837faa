# Certificates, the administrator's account and the site's API key of one cluster, each made once and kept in its
# folder; sourced by deploy/services/elasticsearch.sh after common.sh. Needs $cluster and $user.

# A certificate authority and a certificate for 127.0.0.1 and localhost that all nodes share.
make_certificates() {
    command -v openssl >/dev/null || debian OpenSSL openssl
    local key=(-newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc)
    if ! openssl x509 -in "$cluster/ca.crt" -noout -checkend 2592000 >/dev/null 2>&1; then
        (umask 077 && openssl req -x509 "${key[@]}" -days 3650 -subj "/CN=credit search CA" -keyout "$cluster/ca.key" \
            -addext "keyUsage=critical,keyCertSign,cRLSign" -out "$cluster/ca.crt" 2>/dev/null)
        chmod 644 "$cluster/ca.crt"
        rm -f "$cluster/node.crt"
    fi
    if ! openssl x509 -in "$cluster/node.crt" -noout -checkend 2592000 >/dev/null 2>&1; then
        (umask 077 && openssl req "${key[@]}" -subj "/CN=localhost" -keyout "$cluster/node.key" 2>/dev/null \
            | openssl x509 -req -CA "$cluster/ca.crt" -CAkey "$cluster/ca.key" -CAcreateserial -days 3650 \
                -extfile <(echo "subjectAltName=DNS:localhost,IP:127.0.0.1") -out "$cluster/node.crt" 2>/dev/null)
    fi
}

# The administrator `credit-admin`: a random password in a file only its owner reads, its hash for the nodes.
# Elasticsearch takes {PBKDF2}rounds$salt$hash (HMAC-SHA512, 32 bytes each, Base64), which needs none of its tools.
make_administrator() {
    if [ -s "$cluster/password" ] && [ -s "$cluster/users" ]; then return; fi
    (umask 077 && openssl rand -hex 24 >"$cluster/password")
    (umask 077 && python3 -c '
import base64, hashlib, os, sys
salt = os.urandom(32)
key = hashlib.pbkdf2_hmac("sha512", sys.stdin.read().strip().encode(), salt, 10000, 32)
print("credit-admin:{PBKDF2}10000$" + base64.b64encode(salt).decode() + "$" + base64.b64encode(key).decode())
' <"$cluster/password" >"$cluster/users")
}

# ask PORT PATH [curl's arguments]: asks the node as administrator; fails on any status but 2xx.
ask() {
    local port=$1 path=$2; shift 2
    if [ "$plain" = 1 ]; then
        curl -fsS --noproxy '*' --max-time 40 "$@" "http://127.0.0.1:$port$path"
    else
        # by a configuration on standard input: arguments of a process can be seen by everybody
        printf 'user = "credit-admin:%s"\n' "$(cat "$cluster/password")" \
            | curl -fsS --noproxy '*' --max-time 40 -K - --cacert "$cluster/ca.crt" "$@" "https://127.0.0.1:$port$path"
    fi
}

# api_key PORT PREFIX FILE: the site's key, with rights on the indices of one prefix and none on the cluster.
api_key() {
    local port=$1 prefix=$2 file=$3
    if [ -s "$file" ] && printf 'header = "Authorization: ApiKey %s"\n' "$(cat "$file")" \
        | curl -fsS --noproxy '*' --max-time 20 -K - --cacert "$cluster/ca.crt" -o /dev/null \
            "https://127.0.0.1:$port/_security/_authenticate" 2>/dev/null
    then return; fi
    local rights='{"name": "site %s", "role_descriptors": {"site": {"cluster": [],
        "indices": [{"names": ["%s*"], "privileges": ["manage", "read", "write"]}]}}}'
    local answer
    # shellcheck disable=SC2059
    answer=$(ask "$port" /_security/api_key -X POST -H "Content-Type: application/json" \
        -d "$(printf "$rights" "$prefix" "$prefix")") || fail "Elasticsearch gave no API key"
    (umask 077 && python3 -c 'import json, sys; print(json.load(sys.stdin)["encoded"])' <<<"$answer" >"$file")
}
