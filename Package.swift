// swift-tools-version: 6.2
import PackageDescription

/// Settings of every Swift target: Swift 6 mode, explicit existentials and imports, warnings as errors.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// Release builds do without the runtime's exclusivity checks; debug builds, and so the tests, keep them.
let unchecked: SwiftSetting = .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release))

/// A room of the house (a library target): an arrow may only point to a room further down.
/// `data` and `rules` say that it has a folder Data or Rules, whose files are embedded by CTemplates.
func room(
  _ name: String, _ dependencies: [Target.Dependency] = [], data: Bool = false, rules: Bool = false
) -> Target {
  .target(
    name: name, dependencies: dependencies, exclude: (data ? ["Data"] : []) + (rules ? ["Rules"] : []),
    swiftSettings: strict + [unchecked])
}

/// The tests of one room.
func tests(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource]? = nil) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: [.init(stringLiteral: name)] + dependencies,
    resources: resources, swiftSettings: strict)
}

/// The fuzz targets, in one executable that only libFuzzer can start: `make fuzz` builds it with the sanitizers that it needs.
let fuzz: [Target] =
  Context.environment["CASEBOOK_FUZZ"] == nil
  ? []
  : [
    .executableTarget(
      name: "Fuzz",
      dependencies: ["ArchiveFixtures", "Reporting", "Detection", "Evidence", "CaseFolder", "CJSON", "CRegex"],
      swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])])
  ]

let package = Package(
  name: "casebook",
  products: [.executable(name: "casebook", targets: ["casebook"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // The commands.
    .executableTarget(
      name: "casebook",
      dependencies: [
        "Publishing", "Slicing", "Reporting", "Response", "Investigation", "Detection", "Evidence", "CaseFolder",
        "CTemplates", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "Reporting", "Response", "Investigation", "Evidence", "CaseFolder", "CInflate", "CMalloc",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    // The rooms, top to bottom.
    room("Publishing", ["Reporting", "CaseFolder"]),
    room("Slicing", ["CaseFolder", .product(name: "Yams", package: "Yams")]),
    room("Reporting", ["Response", "Investigation", "Detection", "Evidence", "CaseFolder", "CXML", "CTemplates"]),
    room("Response", ["Investigation", "Detection", "Evidence", "CaseFolder", "CTemplates"], data: true),
    room("Investigation", ["Detection", "Evidence", "CaseFolder", "CTemplates"], data: true),
    room("Detection", ["Evidence", "CaseFolder", "CRegex", "CTemplates"], data: true, rules: true),
    room(
      "Evidence", ["CaseFolder", "CJSON", "CXML", "CTemplates", .product(name: "Yams", package: "Yams")], data: true),
    room(
      "CaseFolder", ["CInflate", "CDecompress", "CLinux", "CCrypto", "CJSON", .product(name: "Yams", package: "Yams")]),
    // Thin C interfaces to system libraries, and the embedded files.
    .systemLibrary(name: "CXML", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CInflate", pkgConfig: "libisal", providers: [.apt(["libisal-dev"])]),
    .systemLibrary(
      name: "CDecompress", pkgConfig: "libzstd", providers: [.apt(["libbz2-dev", "liblzma-dev", "libzstd-dev"])]),
    .systemLibrary(name: "CLinux"),
    .systemLibrary(name: "CMalloc"),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .target(name: "CJSON", cxxSettings: [.define("NDEBUG")], linkerSettings: [.linkedLibrary("simdjson")]),
    .target(name: "CRegex", linkerSettings: [.linkedLibrary("re2")]),
    .target(name: "CTemplates", exclude: ["rules.inc"]),
    // Tests.
    .target(
      name: "ArchiveFixtures", dependencies: ["CDecompress"], path: "Tests/ArchiveFixtures", swiftSettings: strict),
    tests("CaseFolder", ["ArchiveFixtures"]),
    tests("Slicing"),
    tests("Evidence", ["CaseFolder", "ArchiveFixtures"]),
    tests("Detection", ["Evidence", "CaseFolder"], resources: [.copy("RuleCases")]),
    tests("Investigation", ["Detection", "Evidence", "CaseFolder"]),
    tests("Response", ["Investigation", "Detection", "Evidence", "CaseFolder"]),
    tests("Reporting", ["Response", "Investigation", "Detection", "Evidence", "CaseFolder"]),
    tests("Publishing", ["Reporting", "CaseFolder"]),
    .testTarget(
      name: "CasebookTests",
      dependencies: [
        "casebook", "ArchiveFixtures", "Publishing", "Reporting", "Response", "Investigation", "Detection", "Evidence",
        "CaseFolder",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
  ] + fuzz,
  cxxLanguageStandard: .cxx17
)
