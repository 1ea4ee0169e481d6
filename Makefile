# kith: what people run. Every target installs missing Debian packages first.

SWIFT ?= swift
PREFIX ?= /usr/local
RELEASE = .build/release
# One file with the C library and SQLite in it: the work of the dynamic linker was a fifth of a
# `kith show` (decision 6). `make build STATIC=` links the system's libraries instead.
STATIC ?= -Xswiftc -Xclang-linker -Xswiftc -static
# Sections nobody calls go, symbols go.
RELEASE_FLAGS = -c release --static-swift-stdlib --disable-local-rpath \
	-Xlinker --gc-sections -Xlinker -s -Xlinker --no-export-dynamic -Xswiftc -use-ld=lld \
	-Xswiftc -Xclang-linker -Xswiftc -no-pie $(STATIC)

# Sockets with time limits, and processes that are waited for, each by themselves.
TEST = SWIFT_BACKTRACE=enable=no $(SWIFT) test --skip-build

.PHONY: build test try bench lint vectors reference proto install install-files uninstall deps clean

build: deps ## release binaries of kith and kithd
	$(SWIFT) build $(RELEASE_FLAGS) --product kith
	$(SWIFT) build $(RELEASE_FLAGS) --product kithd

test: deps ## everything that proves the promises
	$(MAKE) --no-print-directory lint
	$(MAKE) --no-print-directory vectors
	bash .ci/proto --check
	$(SWIFT) build --build-tests
	$(TEST) --filter SyncServerTests
	$(TEST) --filter ProgramTests
	$(TEST) --skip SyncServerTests --skip ProgramTests

try: deps ## a daemon and three machines in a temporary folder, shown step by step
	$(SWIFT) build --product kith
	$(SWIFT) build --product kithd
	VCF="$(VCF)" bash .ci/try

bench: build ## figures as ratios against SQLite and C, on 1,000 to 100,000 people
	bash Tests/Bench/run.sh

lint: ## formatting and house rules
	$(SWIFT) format lint --strict --parallel --recursive Package.swift Sources Tests

vectors: ## the golden vectors against the independent Python script
	python3 protocol/vectors/generate.py --check

reference: ## docs/cli.md from the command definitions
	$(SWIFT) build --product kith
	$(SWIFT) build --product kithd
	.ci/reference "$$($(SWIFT) build --show-bin-path)"

proto: deps ## the generated Swift of protocol/kith.proto
	bash .ci/proto

install: build ## binaries, completions, man pages and the services below PREFIX
	$(MAKE) --no-print-directory install-files

install-files: ## the same from what is built in RELEASE already
	install -Dm755 $(RELEASE)/kith $(DESTDIR)$(PREFIX)/bin/kith
	install -Dm755 $(RELEASE)/kithd $(DESTDIR)$(PREFIX)/bin/kithd
	install -d $(DESTDIR)$(PREFIX)/share/bash-completion/completions \
		$(DESTDIR)$(PREFIX)/share/zsh/site-functions \
		$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
	$(RELEASE)/kith completion bash \
		> $(DESTDIR)$(PREFIX)/share/bash-completion/completions/kith
	$(RELEASE)/kith completion zsh > $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_kith
	$(RELEASE)/kith completion fish \
		> $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/kith.fish
	$(RELEASE)/kithd --generate-completion-script bash \
		> $(DESTDIR)$(PREFIX)/share/bash-completion/completions/kithd
	$(RELEASE)/kithd --generate-completion-script zsh \
		> $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_kithd
	$(RELEASE)/kithd --generate-completion-script fish \
		> $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/kithd.fish
	.ci/reference $(RELEASE) --man $(DESTDIR)$(PREFIX)/share/man --doc $(PREFIX)/share/doc/kith
	install -d $(DESTDIR)$(PREFIX)/share/doc/kith/docs
	install -m 644 README.md CHANGELOG.md $(DESTDIR)$(PREFIX)/share/doc/kith
	install -m 644 docs/*.md $(DESTDIR)$(PREFIX)/share/doc/kith/docs
	install -d $(DESTDIR)$(PREFIX)/lib/systemd/user
	install -d $(DESTDIR)$(PREFIX)/lib/systemd/system
	sed 's|/usr/local/bin/|$(PREFIX)/bin/|' docs/kith-sync.service \
		> $(DESTDIR)$(PREFIX)/lib/systemd/user/kith-sync.service
	sed 's|/usr/local/bin/|$(PREFIX)/bin/|' docs/kithd.service \
		> $(DESTDIR)$(PREFIX)/lib/systemd/system/kithd.service

uninstall: ## takes away what install put below PREFIX; data stays
	rm -f $(DESTDIR)$(PREFIX)/bin/kith $(DESTDIR)$(PREFIX)/bin/kithd \
		$(DESTDIR)$(PREFIX)/share/bash-completion/completions/kith \
		$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_kith \
		$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/kith.fish \
		$(DESTDIR)$(PREFIX)/share/bash-completion/completions/kithd \
		$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_kithd \
		$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/kithd.fish \
		$(DESTDIR)$(PREFIX)/lib/systemd/user/kith-sync.service \
		$(DESTDIR)$(PREFIX)/lib/systemd/system/kithd.service \
		$(DESTDIR)$(PREFIX)/share/man/man1/kith.1 $(DESTDIR)$(PREFIX)/share/man/man1/kith-*.1 \
		$(DESTDIR)$(PREFIX)/share/man/man8/kithd.8 $(DESTDIR)$(PREFIX)/share/man/man8/kithd-*.8
	rm -rf $(DESTDIR)$(PREFIX)/share/doc/kith

deps: ## the Debian packages that building and testing need
	@bash .ci/deps

clean:
	rm -rf .build bench-results
