using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

// The fastest device there is: one with CUDA, else one with OpenCL, else ILGPU's CPU accelerator, which is for finding mistakes and
// slow. The kernels run in groups of 256 threads, and that many the CPU accelerator must be told to allow: 32 · 8.

public static class BestDevice
{
    public static Context Context() => ILGPU.Context.Create(builder => builder.Cuda().OpenCL().CPU(new CPUDevice(32, 8, 1)));

    public static Accelerator In(Context context) => context.GetPreferredDevice(preferCPU: false).CreateAccelerator(context);
}
