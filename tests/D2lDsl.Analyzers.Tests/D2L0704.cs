using D2lDsl.Testing;

namespace D2lDsl.Analyzers.Tests;

/// <summary>An argument has its axes in another order.</summary>
public class D2L0704
{
    [Fact]
    public Task Reported() => Diagnose<ModelAnalyzer>.With("""
        public static partial class Images
        {
            [Model]
            public static Tensor<float> Contrast([Shape("n", 3, "h", "w")] Tensor<float> image, [Parameter, Shape(3, 1, 1)] Tensor<float> scale) => Mean(image * scale);
        }

        public static class Example
        {
            public static void Run()
            {
                var photos = Tensor.Ones(8, 32, 32, 3);
                var contrast = Images.Contrast({|D2L0704:photos|}, Tensor.Ones(3, 1, 1));
            }
        }
        """,
        "Images.Contrast declares image as [n, 3, h, w], but receives photos [8, 32, 32, 3], whose axes are in another order: 3 ≠ 32; write photos.Permute(0, 3, 1, 2)");

    [Fact]
    public Task Quiet() => Diagnose<ModelAnalyzer>.Quiet("""
        public static partial class Images
        {
            [Model]
            public static Tensor<float> Contrast([Shape("n", 3, "h", "w")] Tensor<float> image, [Parameter, Shape(3, 1, 1)] Tensor<float> scale) => Mean(image * scale);
        }

        public static class Example
        {
            public static void Run()
            {
                var photos = Tensor.Ones(8, 32, 32, 3);
                var contrast = Images.Contrast(photos.Permute(0, 3, 1, 2), Tensor.Ones(3, 1, 1));
            }
        }
        """);
}
