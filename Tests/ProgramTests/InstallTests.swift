import Foundation
import Testing

/// What `make install` puts into a system, and `make uninstall` takes away.
struct InstallTests {
    private func make(_ target: String, into folder: URL, _ bench: TestBench) throws {
        let built = URL(fileURLWithPath: BuildFolder.path(of: "kith")).deletingLastPathComponent()
        let result = try RunningProgram(
            BuildFolder.installed("make"),
            [
                "-C", BuildFolder.packageRoot.path, target, "RELEASE=\(built.path)",
                "DESTDIR=\(folder.path)", "PREFIX=/usr",
            ], environment: ["PATH": "/usr/bin:/bin"], scratch: bench.folder
        ).wait()
        try #require(result.exitCode == 0, "\(result.diagnostics)")
    }

    private func files(below folder: URL) throws -> Set<String> {
        Set(
            try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { path in
                var isFolder: ObjCBool = false
                let full = folder.appending(path: path).path
                return FileManager.default.fileExists(atPath: full, isDirectory: &isFolder)
                    && !isFolder.boolValue
            })
    }

    @Test func `Programs, completions and pages are put below a prefix, and taken away again`()
        throws
    {
        let bench = try TestBench()
        let root = bench.folder.appending(path: "root")
        try make("install-files", into: root, bench)
        let put = try files(below: root)
        for path in [
            "bin/kith", "bin/kithd", "share/bash-completion/completions/kith",
            "share/zsh/site-functions/_kith", "share/fish/vendor_completions.d/kith.fish",
            "share/bash-completion/completions/kithd", "share/zsh/site-functions/_kithd",
            "share/fish/vendor_completions.d/kithd.fish",
            "share/man/man1/kith.1", "share/man/man1/kith-conflicts-pick.1",
            "share/man/man8/kithd.8", "share/man/man8/kithd-member-list.8",
            "lib/systemd/user/kith-sync.service", "lib/systemd/system/kithd.service",
            "share/doc/kith/README.md", "share/doc/kith/docs/search.md",
        ] {
            #expect(put.contains("usr/" + path), "\(path)")
        }
        let page = try String(
            contentsOf: root.appending(path: "usr/share/man/man1/kith-find.1"), encoding: .utf8)
        #expect(page.contains(".SH EXIT STATUS\n.TP\n\\fB0\\fR\n"))
        #expect(page.contains("/usr/share/doc/kith."))
        let unit = root.appending(path: "usr/lib/systemd/user/kith-sync.service")
        #expect(
            try String(contentsOf: unit, encoding: .utf8)
                .contains("\nExecStart=/usr/bin/kith sync --watch\n"))
        let help = try RunningProgram(
            root.appending(path: "usr/bin/kith").path, ["--version"],
            environment: ["PATH": "/usr/bin:/bin"], scratch: bench.folder
        ).wait()
        #expect(help.exitCode == 0)
        // Of others nothing goes.
        let other = root.appending(path: "usr/share/man/man1/kithless.1")
        try Data().write(to: other)
        try make("uninstall", into: root, bench)
        #expect(try files(below: root) == ["usr/share/man/man1/kithless.1"])
    }

    @Test(
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/systemd-analyze")),
        arguments: ["user/kith-sync.service", "system/kithd.service"])
    func `systemd takes every line of a unit, and finds its program`(unit: String) throws {
        let bench = try TestBench()
        let root = bench.folder.appending(path: "root")
        try make("install-files", into: root, bench)
        // Where it is put in the end there is no program now.
        let text = try String(
            contentsOf: root.appending(path: "usr/lib/systemd/" + unit), encoding: .utf8)
        let put = bench.folder.appending(path: String(unit.split(separator: "/")[1]))
        try text.replacing("=/usr/bin/", with: "=\(root.path)/usr/bin/")
            .write(to: put, atomically: true, encoding: .utf8)
        let found = try RunningProgram(
            BuildFolder.installed("systemd-analyze"), ["verify", "--man=no", put.path],
            environment: ["PATH": "/usr/bin:/bin"], scratch: bench.folder
        ).wait()
        #expect(found.exitCode == 0)
        #expect(found.diagnostics.isEmpty, "\(found.diagnostics)")
    }

    @Test func `Every man page is shown without a warning, its text within the page`() throws {
        let bench = try TestBench()
        let root = bench.folder.appending(path: "root")
        try make("install-files", into: root, bench)
        let pages = try files(below: root).filter { $0.contains("/man/") }.sorted()
        #expect(pages.count > 80)
        // One program for all of them: a page a time takes a minute.
        let all = pages.map { root.appending(path: $0).path }
        let shown = try RunningProgram(
            BuildFolder.installed("man"), ["--warnings", "-E", "UTF-8", "-l"] + all,
            environment: [
                "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "MANWIDTH": "80", "MANPAGER": "cat",
                "MAN_KEEP_FORMATTING": "",
            ], scratch: bench.folder
        ).wait()
        #expect(shown.exitCode == 0 && shown.diagnostics.isEmpty, "\(shown.diagnostics)")
        #expect(shown.output.contains("KITH-CONFLICTS-PICK(1)"))
        // Examples are wider than a page at times; running text is not.
        let wide = shown.output.split(separator: "\n").filter {
            $0.count > 80 && !$0.contains("kith ") && !$0.contains("  ")
        }
        #expect(wide.isEmpty, "\(wide.first ?? "")")
    }
}
