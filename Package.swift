// swift-tools-version: 6.2
import PackageDescription

// The map of the project: every target in dependency order, one comment line each.
// Arrows go one way, from text and tables (first) to the executable (last).

let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
]

/// Data sources that are built in: one word here, one line in `Sources/fjord/Plugins.swift`.
let sourcePlugins = ["JobTech", "Jobindsats", "NAV", "Platsannons"]

func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(
  _ name: String, path: String? = nil, exclude: [String] = [], _ dependencies: [Target.Dependency]
) -> Target {
  .testTarget(
    name: name, dependencies: dependencies + ["FjordTestSupport"], path: path, exclude: exclude,
    swiftSettings: strict)
}

let package = Package(
  name: "fjord",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "fjord", targets: ["fjord"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
  ],
  targets: [
    // Source text, spans, diagnostics, exit status.
    library("FjordDiagnostic"),
    // The tabular type: schema, columns, batches, cursors, kernels.
    library("FjordTable"),
    // Text to syntax tree and back.
    library("FjordLanguage", ["FjordDiagnostic"]),
    // Searches over 64 bytes at once and over many of them, in C for the processors' own instructions.
    .target(name: "CByteMask"),
    // CSV and JSON, straight to and from columns.
    library("FjordFormat", ["CByteMask", "FjordDiagnostic", "FjordTable"]),
    // The one HTTP client.
    library(
      "FjordHTTP",
      [
        "FjordDiagnostic", .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOHTTPCompression", package: "swift-nio-extras"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ]),
    // All that the author of a source sees.
    library("FjordPlugin", ["FjordDiagnostic", "FjordTable", "FjordFormat", "FjordHTTP"]),
    // zlib, and the shapes of zstd's interface.
    .target(name: "CCompression", linkerSettings: [.linkedLibrary("z")]),
    // Files and standard input as sources, and files that are written.
    library(
      "FjordFile",
      ["CCompression", "FjordDiagnostic", "FjordTable", "FjordFormat", "FjordPlugin"]),
    // Tables for people.
    library("FjordRender", ["FjordDiagnostic", "FjordTable", "FjordFormat"]),
    // PCRE2, linked as an archive where there is one, so that starting costs nothing.
    .target(
      name: "CPCRE2",
      linkerSettings: [
        .linkedLibrary(":libpcre2-8.a", .when(platforms: [.linux])),
        .linkedLibrary("pcre2-8", .when(platforms: [.macOS])),
      ]),
    // Regular expressions over columns of text.
    library("FjordPattern", ["CPCRE2", "FjordTable"]),
    // Binds, plans and runs pipelines.
    library(
      "FjordEngine",
      ["FjordDiagnostic", "FjordTable", "FjordLanguage", "FjordPattern", "FjordPlugin"]),
    // Saved tables, in SQLite.
    library(
      "FjordStore",
      [
        "FjordDiagnostic", "FjordTable", "FjordPlugin",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ]),
    // The operators, one file each.
    .target(
      name: "FjordOperators",
      dependencies: [
        "FjordDiagnostic", "FjordTable", "FjordLanguage", "FjordFormat", "FjordPlugin",
        "FjordEngine",
      ], swiftSettings: strict,
      // Foundation's own ICU, for the order of texts in a language.
      linkerSettings: [.linkedLibrary("_FoundationICU", .when(platforms: [.linux]))]),
    // libedit behind a few plain C functions.
    .target(name: "CLineEdit", linkerSettings: [.linkedLibrary("edit")]),
    // The prompt and scripts.
    library(
      "FjordShell",
      [
        "CLineEdit", "FjordDiagnostic", "FjordTable", "FjordLanguage", "FjordFormat",
        "FjordPlugin", "FjordFile", "FjordRender", "FjordEngine",
      ]),
    // The checks that any source can be put through.
    library(
      "FjordConformance",
      [
        "FjordDiagnostic", "FjordTable", "FjordLanguage", "FjordHTTP", "FjordPlugin",
        "FjordEngine",
      ]),
    // Local copies of the APIs.
    library(
      "FjordStandIn",
      [
        "FjordDiagnostic", .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOEmbedded", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOHTTPCompression", package: "swift-nio-extras"),
      ]),
  ]
    // The data sources.
    + sourcePlugins.map { name in
      .target(
        name: "\(name)Plugin",
        dependencies: [
          "FjordDiagnostic", "FjordTable", "FjordFormat", "FjordHTTP", "FjordPlugin",
        ],
        path: "Plugins/\(name)", exclude: ["README.md"], swiftSettings: strict)
    } + [
      // What Swift does not see of the C library's allocator.
      .target(name: "CAllocator"),
      // Composition only.
      .executableTarget(
        name: "fjord",
        dependencies: [
          "CAllocator", "FjordDiagnostic", "FjordTable", "FjordLanguage", "FjordFormat",
          "FjordHTTP", "FjordPlugin", "FjordFile", "FjordRender", "FjordEngine", "FjordStore",
          "FjordOperators", "FjordShell", "FjordConformance", "FjordStandIn",
          .product(name: "Yams", package: "Yams"),
        ] + sourcePlugins.map { .byName(name: "\($0)Plugin") },
        swiftSettings: strict),
      // What tests share: seeded values, pseudo-terminals, scripted sources, recorded output.
      .target(
        name: "FjordTestSupport",
        dependencies: [
          "FjordDiagnostic", "FjordTable", "FjordLanguage", "FjordFormat", "FjordHTTP",
          "FjordPlugin", "FjordFile", "FjordEngine", "FjordOperators", "FjordStandIn",
          .product(name: "AsyncHTTPClient", package: "async-http-client"),
          .product(name: "NIOCore", package: "swift-nio"),
          .product(name: "NIOHTTP1", package: "swift-nio"),
        ], path: "Tests/Support", exclude: ["Fixtures"], swiftSettings: strict),
      tests("FjordDiagnosticTests", ["FjordDiagnostic"]),
      tests("FjordTableTests", ["FjordTable"]),
      tests("FjordPatternTests", ["FjordTable", "FjordPattern"]),
      tests("FjordLanguageTests", ["FjordDiagnostic", "FjordLanguage"]),
      tests("FjordFormatTests", ["FjordDiagnostic", "FjordTable", "FjordFormat"]),
      tests(
        "FjordHTTPTests",
        [
          "FjordDiagnostic", "FjordHTTP", .product(name: "NIOCore", package: "swift-nio"),
          .product(name: "NIOPosix", package: "swift-nio"),
        ]),
      tests(
        "FjordFileTests",
        [
          "FjordDiagnostic", "FjordTable", "FjordFormat", "FjordPlugin", "FjordFile",
          "FjordEngine",
        ]),
      tests("FjordRenderTests", ["FjordDiagnostic", "FjordTable", "FjordRender"]),
      tests(
        "FjordEngineTests",
        [
          "FjordDiagnostic", "FjordTable", "FjordLanguage", "FjordFormat", "FjordPlugin",
          "FjordEngine", "FjordOperators",
        ]),
      tests(
        "FjordOperatorsTests",
        [
          "FjordDiagnostic", "FjordTable", "FjordLanguage", "FjordFormat", "FjordPlugin",
          "FjordEngine", "FjordOperators", .product(name: "GRDBSQLite", package: "GRDB.swift"),
        ]),
      tests(
        "FjordStoreTests",
        [
          "FjordDiagnostic", "FjordTable", "FjordPlugin", "FjordStore",
          .product(name: "GRDB", package: "GRDB.swift"),
          .product(name: "GRDBSQLite", package: "GRDB.swift"),
        ]),
      tests("FjordShellTests", ["FjordDiagnostic", "FjordPlugin", "FjordShell"]),
      tests(
        "FjordStandInTests", ["FjordDiagnostic", "FjordStandIn"]),
      tests(
        "NAVPluginTests", path: "Tests/Plugins/NAV",
        [
          "FjordDiagnostic", "FjordTable", "FjordFormat", "FjordHTTP", "FjordPlugin",
          "FjordStandIn", "NAVPlugin",
        ]),
      tests(
        "JobTechPluginTests", path: "Tests/Plugins/JobTech",
        [
          "FjordDiagnostic", "FjordTable", "FjordFormat", "FjordHTTP", "FjordPlugin",
          "FjordStandIn", "JobTechPlugin",
        ]),
      tests(
        "JobindsatsPluginTests", path: "Tests/Plugins/Jobindsats",
        [
          "FjordDiagnostic", "FjordTable", "FjordFormat", "FjordHTTP", "FjordPlugin",
          "FjordEngine", "FjordStandIn", "FjordStore", "JobindsatsPlugin",
        ]),
      tests(
        "PlatsannonsPluginTests", path: "Tests/Plugins/Platsannons",
        [
          "FjordDiagnostic", "FjordTable", "FjordFormat", "FjordHTTP", "FjordPlugin",
          "FjordStandIn", "PlatsannonsPlugin",
        ]),
      tests(
        "FjordConformanceTests",
        [
          "FjordDiagnostic", "FjordTable", "FjordHTTP", "FjordPlugin", "FjordEngine",
          "FjordConformance", "FjordStandIn",
        ]),
      tests("FjordProgramTests", ["FjordEngine", "FjordPlugin", "FjordStandIn", "fjord"]),
    ],
  swiftLanguageModes: [.v6]
)
