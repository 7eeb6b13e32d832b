namespace D2lDsl.PackageTests;

/// <summary>One packing serves all tests.</summary>
[CollectionDefinition(nameof(PackedProducts))]
public sealed class PackedProductsCollection : ICollectionFixture<PackedProducts>;
