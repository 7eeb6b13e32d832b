using System;
using System.Linq;
using System.Reflection;
using ILGPU;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.OpenCL;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

/// <summary>The real ILGPU, compiled against by the tests where it is at hand: texts of kernels without a device, and its CPU accelerator.</summary>
public static class Backends
{
    // A failed compile poisons its context, so that each kernel gets one of its own.
    static T In<T>(Func<Context, T> use)
    {
        using var context = Context.Create(b => b.DefaultCPU().Optimize(OptimizationLevel.O2));
        return use(context);
    }

    public static string Ptx(MethodInfo kernel) => In(context =>
    {
        using var backend = new PTXBackend(context, CudaArchitecture.SM_80, CudaInstructionSet.ISA_75, null!);
        return ((PTXCompiledKernel)backend.Compile(EntryPointDescription.FromExplicitlyGroupedKernel(kernel), KernelSpecialization.Empty)).PTXAssembly;
    });

    public static string OpenCl(MethodInfo kernel, bool withDoubles) => In(context =>
    {
        var capabilities = new CLCapabilityContext(float16: false, float64: withDoubles, genericAddressSpace: true, int64_Atomics: false, subGroups: false);
        using var backend = new CLBackend(context, capabilities, CLDeviceVendor.Other, CLCVersion.CL30);
        return ((CLCompiledKernel)backend.Compile(EntryPointDescription.FromExplicitlyGroupedKernel(kernel), KernelSpecialization.Empty)).Source;
    });

    static readonly Context Cpu = Context.Create(b => b.CPU(new CPUDevice(4, 1, 1)));

    public static object CpuAccelerator() => Cpu.Devices.OfType<CPUDevice>().First().CreateAccelerator(Cpu);

    /// <summary>The best device that is no CPU, or null.</summary>
    public static object? Gpu()
    {
        var context = Context.Create(b => b.Default());
        var device = context.Devices.FirstOrDefault(d => d.AcceleratorType == AcceleratorType.Cuda) ?? context.Devices.FirstOrDefault(d => d.AcceleratorType == AcceleratorType.OpenCL);
        return device?.CreateAccelerator(context);
    }
}
