using System;

// How a program finds its devices; signatures only, for the sample.
namespace ILGPU
{
    public sealed class Context : IDisposable
    {
        public static Context Create(Action<Builder> buildingCallback) => throw new NotSupportedException("signatures only");

        public Runtime.Device GetPreferredDevice(bool preferCPU) => throw new NotSupportedException("signatures only");

        public void Dispose()
        {
        }

        public sealed class Builder;
    }
}

namespace ILGPU.Runtime
{
    public enum AcceleratorType
    {
        CPU,
        Cuda,
        OpenCL,
    }

    public abstract class Device
    {
        public Accelerator CreateAccelerator(Context context) => throw new NotSupportedException("signatures only");
    }
}

namespace ILGPU.Runtime.CPU
{
    public sealed class CPUDevice(int numThreadsPerWarp, int numWarpsPerMultiprocessor, int numMultiprocessors) : Device
    {
        internal int Threads => numThreadsPerWarp * numWarpsPerMultiprocessor * numMultiprocessors;
    }

    public static class CPUContextExtensions
    {
        public static Context.Builder CPU(this Context.Builder builder, CPUDevice device) => throw new NotSupportedException("signatures only");
    }
}

namespace ILGPU.Runtime.Cuda
{
    public static class CudaContextExtensions
    {
        public static Context.Builder Cuda(this Context.Builder builder) => throw new NotSupportedException("signatures only");
    }
}

namespace ILGPU.Runtime.OpenCL
{
    public static class CLContextExtensions
    {
        public static Context.Builder OpenCL(this Context.Builder builder) => throw new NotSupportedException("signatures only");
    }
}
