namespace D2lDsl.CompilerTests.Models
{
    /// <summary>A model in a struct in a record in an interface: wherever a method may stand.</summary>
    internal partial interface IOuter
    {
        internal partial record Middle
        {
            internal partial struct Inner
            {
                [Model]
                internal static Tensor<float> Twice([Parameter, Shape("n")] Tensor<float> a) => Sum(2 * a);
            }
        }
    }

    /// <summary>A model that only its own class can see.</summary>
    internal static partial class Hidden
    {
        [Model]
        static Tensor<float> Thrice([Parameter, Shape("n")] Tensor<float> a) => Sum(3 * a);

        /// <summary>Runs the private kernel.</summary>
        public static float Run(Tensor<float> a) => new ThriceKernel().ForwardBackward(a);

        /// <summary>A private nested module.</summary>
        public static Tensor<float> RunModule() => new Own(k: 3, seed: 1).W;

        [Model]
        sealed partial class Own
        {
            [Parameter, Shape("k")]
            public partial Tensor<float> W { get; }
        }
    }

    namespace Deeper.Still
    {
        /// <summary>A class of the same name as another one elsewhere.</summary>
        public static partial class LinearRegression
        {
            [Model]
            public static Tensor<float> Loss([Parameter, Shape("n")] Tensor<float> a) => Sum(4 * a);
        }
    }
}
