/// Statements that put impossible values into every table.
enum DamagedRows {
    static let statements: [String] =
        ofNumbers + ofBlobs + ofTables + others

    private static let ofNumbers: [String] = numbers.flatMap { number in
        [
            "UPDATE author SET held = \(number)", "UPDATE author SET acknowledged = \(number)",
            "UPDATE author SET space = \(number) WHERE id = 2",
            "UPDATE OR IGNORE change SET sequence = \(number)",
            "UPDATE OR IGNORE change SET author = \(number)",
            "UPDATE OR IGNORE head SET sequence = \(number)",
            "UPDATE OR IGNORE head SET author = \(number)",
            "UPDATE OR IGNORE head SET entity = \(number)",
            "UPDATE OR IGNORE head SET field = \(number)",
            "UPDATE head SET verb = \(number)", "UPDATE space SET clock = \(number)",
            "UPDATE space SET position = \(number)", "UPDATE space SET synced_at = \(number)",
            "UPDATE OR IGNORE person SET entity = \(number)",
            "UPDATE person SET space = \(number)",
            "UPDATE person SET life = \(number)", "UPDATE note SET at = \(number)",
            "UPDATE OR IGNORE shared_touch SET entity = \(number)",
            "UPDATE OR IGNORE shared_touch SET space = \(number)",
            "UPDATE shared_touch SET at = \(number)",
            "UPDATE OR IGNORE conflict SET entity = \(number)",
            "UPDATE OR IGNORE conflict SET field = \(number)",
            "UPDATE command SET at = \(number)",
            "UPDATE OR IGNORE command_part SET first = \(number)",
            "UPDATE OR IGNORE command_part SET last = \(number)",
            "UPDATE OR IGNORE command_part SET author = \(number)",
            "INSERT OR REPLACE INTO setting VALUES ('clock_offset', '\(number)')",
            "INSERT OR REPLACE INTO purged SELECT entity, author, \(number) FROM head",
            "INSERT OR REPLACE INTO awaited "
                + "SELECT entity, field, element, author, \(number), 0 FROM head",
        ]
    }

    private static let ofBlobs: [String] = blobs.flatMap { blob in
        [
            "UPDATE change SET bytes = \(blob)", "UPDATE change SET erased = \(blob)",
            "UPDATE change SET bytes = NULL, erased = \(blob)", "UPDATE change SET chain = \(blob)",
            "UPDATE author SET chain = \(blob)",
            "UPDATE OR IGNORE author SET replica = \(blob)",
            "UPDATE head SET fingerprint = \(blob)",
            "UPDATE OR IGNORE head SET element = \(blob)",
            "UPDATE OR IGNORE entity SET uuid = \(blob)",
            "UPDATE OR IGNORE space SET uuid = \(blob)",
            "UPDATE space SET state_hash = \(blob)", "UPDATE space SET replica = \(blob)",
            "UPDATE space SET log_hash = \(blob)", "UPDATE space SET epoch = \(blob)",
            "UPDATE space SET server = \(blob)", "UPDATE note SET about = \(blob)",
            "UPDATE person SET created = \(blob)",
            "UPDATE OR IGNORE shared_touch_person SET person = \(blob)",
            "UPDATE OR IGNORE conflict SET element = \(blob)",
            "UPDATE OR IGNORE machine SET replica = \(blob)",
        ]
    }

    private static let ofTables: [String] = tables.flatMap {
        ["DELETE FROM \($0)", "DROP TABLE \($0)"]
    }

    private static let others: [String] = [
        "UPDATE space SET personal = 0", "UPDATE space SET personal = 1",
        "UPDATE space SET role = ''", "UPDATE field SET name = 'x' || id",
        "UPDATE field SET name = '' WHERE id = 1", "DELETE FROM space WHERE personal = 1",
        "DELETE FROM change WHERE sequence = 2", "DELETE FROM author WHERE id = 1",
        "UPDATE person SET name = CAST(x'C328FF00' AS TEXT)",
    ]

    private static let numbers = ["-1", "0", "9223372036854775807", "-9223372036854775808"]

    private static let blobs = ["x''", "x'00'", "zeroblob(16)", "zeroblob(32)", "randomblob(40)"]

    private static let tables = [
        "space", "author", "entity", "field", "change", "head", "person", "contact_value", "note",
        "shared_touch", "shared_touch_person", "machine", "conflict", "search", "command",
        "command_part", "setting",
    ]
}
