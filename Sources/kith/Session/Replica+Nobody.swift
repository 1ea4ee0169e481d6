import SQLiteReplica

extension Replica {
    /// Why nobody is listed, and how to begin; nil while somebody is there.
    ///
    /// - Throws: ``ReplicaError``.
    func whyNobody() throws -> String? {
        if try hasPeople() { return nil }
        return try hasPeople(trashed: true)
            ? "Everybody is in the trash: `kith list --trash`, `kith restore`."
            : "Nobody is here yet: `kith import FILE` or `kith add NAME` begins."
    }
}
