using D2lDsl.Compiler;
using D2lDsl.Compiler.Ir;
using D2lDsl.Compiler.Read;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace D2lDsl.Generators;

/// <summary>
/// The incremental pipeline and nothing else. Signatures are written at every change that touches them; bodies only on build.
/// All steps carry values, so an edit that leaves a model's meaning alone leaves its output cached. Mistakes are the analyzers'
/// to report: a model with errors gets a class whose methods throw.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class ModelGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var read = context.SyntaxProvider.ForAttributeWithMetadataName(Names.ModelAttribute,
            static (node, _) => node is MethodDeclarationSyntax,
            static (model, cancel) => ModelReader.Read((IMethodSymbol)model.TargetSymbol, model.SemanticModel.Compilation, cancel) is var result
                ? (result.Model, result.Records) : default);
        var models = read.Where(static result => result.Model is not null).Select(static (result, _) => result.Model!).WithTrackingName(Names.Models);

        var signatures = models.Select(static (model, _) => model with { Graph = null }).WithTrackingName(Names.Signatures);
        context.RegisterSourceOutput(signatures, static (output, model) =>
            output.AddSource(FileName(model.Signature, ""), Pipeline.EmitSignature(model)));

        var isChecked = context.CompilationProvider.Select(static (compilation, _) => compilation.Options.CheckOverflow);
        context.RegisterImplementationSourceOutput(models.Where(static model => model.Graph is not null).WithTrackingName(Names.Graphs).Combine(isChecked), static (output, pair) =>
            output.AddSource(FileName(pair.Left.Signature, ".Kernel"), Pipeline.EmitKernel(pair.Left, pair.Right)));

        var ilgpu = context.CompilationProvider.Select(static (compilation, _) => IlgpuReference.Of(compilation).IsUsable).WithTrackingName(Names.Ilgpu);
        context.RegisterSourceOutput(signatures.Combine(ilgpu).Where(static pair => pair.Right).Select(static (pair, _) => pair.Left), static (output, model) =>
            output.AddSource(FileName(model.Signature, ".Gpu"), Pipeline.EmitDeviceSignature(model)));
        context.RegisterImplementationSourceOutput(models.Where(static model => model.Graph is not null).Combine(ilgpu).Where(static pair => pair.Right).Select(static (pair, _) => pair.Left).Combine(isChecked), static (output, pair) =>
        {
            var (model, isChecked) = pair;
            var (host, kernels) = Pipeline.EmitDeviceKernel(model, isChecked);
            output.AddSource(FileName(model.Signature, ".Gpu.Kernel"), host);
            output.AddSource(FileName(model.Signature, ".Gpu.Kernels"), kernels);
        });
        context.RegisterImplementationSourceOutput(models.Collect().Select(static (all, _) => all.Length > 0).Combine(ilgpu).Select(static (pair, _) => pair.Left && pair.Right), static (output, isWanted) =>
        {
            foreach (var (name, text) in isWanted ? Pipeline.EmitDeviceAdapter() : [])
                output.AddSource(name, text);
        });

        context.RegisterImplementationSourceOutput(read.SelectMany(static (result, _) => result.Records).WithTrackingName(Names.GraphRecords), static (output, record) =>
            output.AddSource($"{FileSafe(record.Name)}.Graph.g.cs", Pipeline.EmitRecord(record.Name, record.Graph)));

        var readModules = context.SyntaxProvider.ForAttributeWithMetadataName(Names.ModelAttribute,
            static (node, _) => node is ClassDeclarationSyntax or RecordDeclarationSyntax,
            static (module, cancel) => ModuleReader.Read((INamedTypeSymbol)module.TargetSymbol, module.SemanticModel.Compilation, cancel) is var result
                ? (result.Module, result.Stub) : default);
        var modules = readModules.Where(static result => result.Module is not null).Select(static (result, _) => result.Module!).WithTrackingName(Names.Modules);
        context.RegisterSourceOutput(modules, static (output, module) =>
            output.AddSource(FileName(module.Namespace, module.TypeName), Pipeline.EmitModule(module)));
        context.RegisterSourceOutput(readModules.Where(static result => result.Stub is not null).Select(static (result, _) => result.Stub!), static (output, stub) =>
            output.AddSource(FileName(stub.Namespace, stub.TypeName), Pipeline.EmitModule(stub)));
        context.RegisterImplementationSourceOutput(modules.SelectMany(static (module, _) => module.Records).WithTrackingName(Names.ModuleRecords), static (output, record) =>
            output.AddSource($"{FileSafe(record.Name)}.Module.g.cs", Pipeline.EmitRecord(record.Name, record.Tree)));
    }

    static string FileName(ModelSignature model, string part) => $"{Prefix(model.Namespace)}{FileSafe(model.FullName)}{part}.g.cs";

    static string FileName(string ns, string type) => $"{Prefix(ns)}{FileSafe(type)}.g.cs";

    static string Prefix(string ns) => ns == "" ? "" : FileSafe(ns) + ".";

    static string FileSafe(string name) => name.Replace('<', '_').Replace('>', '_').Replace(", ", "_").Replace("@", "");
}
