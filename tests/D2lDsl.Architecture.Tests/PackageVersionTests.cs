using System.Xml.Linq;
using D2lDsl.Testing;

namespace D2lDsl.ArchitectureTests;

/// <summary>Package versions stand in one file.</summary>
public class PackageVersionTests
{
    [Fact]
    public void Versions_are_central() => Violations.AssertNone(
        from file in Repository.Files(".csproj", ".props", ".targets")
        where file != "Directory.Packages.props" && !ProjectFile.IsTemplate(file)
        from package in XDocument.Load(Repository.At(file)).Descendants("PackageReference").Concat(XDocument.Load(Repository.At(file)).Descendants("PackageVersion"))
        where package.Attribute("Version") is not null || package.Element("Version") is not null
        select $"{file}: {package}");

    [Fact]
    public void Only_tests_override_versions() => Violations.AssertNone(
        from file in Repository.Files(".csproj", ".props", ".targets")
        where !file.StartsWith("tests/")
        from package in XDocument.Load(Repository.At(file)).Descendants("PackageReference")
        where package.Attribute("VersionOverride") is not null
        select $"{file}: {package}");
}
