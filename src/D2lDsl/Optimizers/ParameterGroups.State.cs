namespace D2lDsl;

public sealed partial class ParameterGroups<T>
{
    /// <summary>The moments of every group under the names of its parameters: <c>0.hidden.W</c>.</summary>
    private protected override IEnumerable<(string Name, Tensor<TElement> Tensor)> Named<TElement>(Parameters<TElement> parameters)
    {
        foreach (var run in Kept(parameters))
            for (int moment = 0, offset = 0; moment < run.Part.Optimizer.Moments; moment++)
                for (int i = run.From; i < run.To; offset += parameters.At(i++).Length)
                    yield return ($"{moment}.{Parameters<TElement>.StoredName(parameters.Names[i])}", (Tensor<TElement>)(object)new Tensor<T>(run.Part.Optimizer.StateOf(run.Elements).Elements, offset, parameters.At(i).Sizes));
    }

    private protected override long StepsOf<TElement>(Parameters<TElement> parameters) =>
        Kept(parameters).Where(run => run.Part.Optimizer.Moments > 0).Select(run => run.Part.Optimizer.StateOf(run.Elements).Steps).FirstOrDefault();

    private protected override void SetSteps<TElement>(Parameters<TElement> parameters, long steps)
    {
        foreach (var run in Kept(parameters))
            if (run.Part.Optimizer.Moments > 0)
                run.Part.Optimizer.StateOf(run.Elements).Steps = steps;
    }

    /// <summary>What is stepped, for the parameters that the groups were made of.</summary>
    Stretch[] Kept<TElement>(Parameters<TElement> given)
        where TElement : unmanaged => ReferenceEquals(given, parameters) ? runs ??= Runs()
        : throw new ArgumentException($"{Name}: these are not the module's parameters that the groups were made of");
}
