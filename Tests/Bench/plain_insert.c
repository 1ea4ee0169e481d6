// Yardstick of import and sync: inserts the rows of a finished database into an empty one.
//
//     plain_insert FROM TO
//
// The same schema and indices from the start, prepared statements, 10,000 rows a transaction, WAL
// and synchronous=FULL as in kith; full-text tables get their texts and build their index anew.
// Tables come one after another in key order: the order that is best for SQLite.
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static sqlite3 *from, *to;
static long pending;

static void check(int code, sqlite3 *database, const char *what) {
    if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW) return;
    fprintf(stderr, "plain_insert: %s: %s\n", what, sqlite3_errmsg(database));
    exit(1);
}

static void run(const char *sql) { check(sqlite3_exec(to, sql, NULL, NULL, NULL), to, sql); }

static sqlite3_stmt *prepare(sqlite3 *database, const char *sql) {
    sqlite3_stmt *statement;
    check(sqlite3_prepare_v2(database, sql, -1, &statement, NULL), database, sql);
    return statement;
}

static void commit_if(long limit) {
    if (pending <= limit) return;
    run("COMMIT; BEGIN");
    pending = 0;
}

static void copy(const char *table, int is_virtual) {
    char select[256], insert[1024];
    snprintf(select, sizeof select, "SELECT %s* FROM \"%s\"", is_virtual ? "rowid, " : "", table);
    sqlite3_stmt *source = prepare(from, select);
    int columns = sqlite3_column_count(source);
    int length = snprintf(insert, sizeof insert, "INSERT INTO \"%s\" (", table);
    for (int i = 0; i < columns; i++)
        length += snprintf(insert + length, sizeof insert - length, "%s\"%s\"", i ? ", " : "",
                           sqlite3_column_name(source, i));
    length += snprintf(insert + length, sizeof insert - length, ") VALUES (?");
    for (int i = 1; i < columns; i++)
        length += snprintf(insert + length, sizeof insert - length, ", ?");
    snprintf(insert + length, sizeof insert - length, ")");
    sqlite3_stmt *target = prepare(to, insert);
    int code;
    while ((code = sqlite3_step(source)) == SQLITE_ROW) {
        for (int i = 0; i < columns; i++)
            check(sqlite3_bind_value(target, i + 1, sqlite3_column_value(source, i)), to, table);
        check(sqlite3_step(target), to, table);
        sqlite3_reset(target);
        pending++;
        commit_if(9999);
    }
    check(code, from, table);
    sqlite3_finalize(source);
    sqlite3_finalize(target);
}

int main(int count, char **arguments) {
    if (count != 3) return fprintf(stderr, "usage: plain_insert FROM TO\n"), 2;
    check(sqlite3_open_v2(arguments[1], &from, SQLITE_OPEN_READONLY, NULL), from, arguments[1]);
    check(sqlite3_open(arguments[2], &to), to, arguments[2]);
    run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -16384");
    run("BEGIN");
    // The tables that a virtual table keeps for itself come with it.
    const char *schema =
        "SELECT name, sql, sql LIKE 'CREATE VIRTUAL%', type = 'table' FROM sqlite_schema AS item "
        "WHERE sql NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND NOT EXISTS (SELECT 1 "
        "FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL%' AND item.name GLOB name || '_*')";
    sqlite3_stmt *objects = prepare(from, schema);
    while (sqlite3_step(objects) == SQLITE_ROW) run((const char *)sqlite3_column_text(objects, 1));
    sqlite3_reset(objects);
    while (sqlite3_step(objects) == SQLITE_ROW)
        if (sqlite3_column_int(objects, 3))
            copy((const char *)sqlite3_column_text(objects, 0), sqlite3_column_int(objects, 2));
    sqlite3_finalize(objects);
    run("COMMIT");
    // Closing writes everything from the journal into the file, as kith does.
    check(sqlite3_close(to), to, "close");
    sqlite3_close(from);
    return 0;
}
