namespace D2lDsl.Runtime;

/// <summary>
/// Places the values of a graph in layers, each below what it is made of, so that edges run downwards and cross little: layers by longest
/// path, order within a layer by the mean place of the neighbours, places by least squares. Edges over several layers go round the boxes
/// between; very long ones are not drawn, for the box names what it reads.
/// </summary>
sealed class LayeredLayout
{
    /// <summary>Edges over more layers than this are not drawn.</summary>
    const int Far = 7;

    const int Sweeps = 10;

    readonly List<Item> items = [];
    readonly List<List<int>> layers = [];

    /// <summary>A box, or the place where an edge passes a layer.</summary>
    sealed class Item(int layer, double width)
    {
        public int Layer { get; } = layer;

        public double Width { get; } = width;

        public double Centre { get; set; }

        public List<int> Above { get; } = [];

        public List<int> Below { get; } = [];
    }

    /// <param name="inputs">For each box those above it, of smaller numbers.</param>
    /// <param name="widths">How wide each box is.</param>
    /// <param name="gap">How far boxes of a layer are apart.</param>
    public LayeredLayout(IReadOnlyList<IReadOnlyList<int>> inputs, IReadOnlyList<int> widths, int gap)
    {
        int[] depth = Depths(inputs);
        for (int i = 0; i < inputs.Count; i++)
            Add(depth[i], widths[i]);
        for (int i = 0; i < inputs.Count; i++)
        {
            foreach (int input in inputs[i])
            {
                if (depth[i] - depth[input] > Far)
                {
                    Hidden.Add((input, i));
                    continue;
                }

                var path = new List<int> { input };
                for (int layer = depth[input] + 1; layer < depth[i]; layer++)
                    path.Add(Add(layer, 12));
                path.Add(i);
                for (int p = 1; p < path.Count; p++)
                {
                    items[path[p - 1]].Below.Add(path[p]);
                    items[path[p]].Above.Add(path[p - 1]);
                }

                Paths.Add(path);
            }
        }

        for (int sweep = 0; sweep < Sweeps; sweep++)
            Order(isDown: sweep % 2 == 0);
        for (int sweep = 0; sweep < Sweeps; sweep++)
            Place(isDown: sweep % 2 == 0, gap);
        double left = items.Select(item => item.Centre - item.Width / 2).DefaultIfEmpty(0).Min();
        foreach (var item in items)
            item.Centre -= left;
        Width = (int)Math.Ceiling(items.Select(item => item.Centre + item.Width / 2).DefaultIfEmpty(0).Max());
    }

    /// <summary>Each edge as the items it passes, from its start to its end.</summary>
    public List<List<int>> Paths { get; } = [];

    /// <summary>Edges that are too long to draw.</summary>
    public List<(int From, int To)> Hidden { get; } = [];

    public int Width { get; }

    public int Layers => layers.Count;

    public int LayerOf(int item) => items[item].Layer;

    /// <summary>The middle of a box, or of the place where an edge passes.</summary>
    public int CentreOf(int item) => (int)Math.Round(items[item].Centre);

    int Add(int layer, double width)
    {
        while (layers.Count <= layer)
            layers.Add([]);
        layers[layer].Add(items.Count);
        items.Add(new(layer, width));
        return items.Count - 1;
    }

    /// <summary>Below all inputs; what has none, and what is made of one such value alone, is right above its first reader.</summary>
    static int[] Depths(IReadOnlyList<IReadOnlyList<int>> inputs)
    {
        int[] depth = new int[inputs.Count];
        bool[] isLight = new bool[inputs.Count];
        int[] reader = new int[inputs.Count];
        Array.Fill(reader, int.MaxValue);
        for (int i = 0; i < inputs.Count; i++)
        {
            foreach (int input in inputs[i])
                depth[i] = Math.Max(depth[i], depth[input] + 1);
        }

        for (int i = 0; i < inputs.Count; i++)
            isLight[i] = inputs[i].Count == 0 || (inputs[i].Count == 1 && isLight[inputs[i][0]]);
        for (int i = inputs.Count - 1; i >= 0; i--)
        {
            if (isLight[i] && reader[i] != int.MaxValue)
                depth[i] = reader[i] - 1;
            foreach (int input in inputs[i])
                reader[input] = Math.Min(reader[input], depth[i]);
        }

        return depth;
    }

    void Order(bool isDown)
    {
        double[] place = new double[items.Count];
        foreach (var layer in layers)
        {
            for (int i = 0; i < layer.Count; i++)
                place[layer[i]] = layer.Count == 1 ? 0.5 : i / (layer.Count - 1.0);
        }

        foreach (var layer in isDown ? layers : Enumerable.Reverse(layers))
        {
            var wanted = layer.ToDictionary(item => item, item => Neighbours(item, isDown) is { Count: > 0 } near ? near.Average(n => place[n]) : place[item]);
            var sorted = layer.OrderBy(item => wanted[item]).ThenBy(item => place[item]).ToArray();
            layer.Clear();
            layer.AddRange(sorted);
            for (int i = 0; i < layer.Count; i++)
                place[layer[i]] = layer.Count == 1 ? wanted[layer[i]] : i / (layer.Count - 1.0);
        }
    }

    List<int> Neighbours(int item, bool isDown) => isDown ? items[item].Above : items[item].Below;

    /// <summary>Moves the items of each layer as near to their neighbours' middle as their order and widths let them.</summary>
    void Place(bool isDown, int gap)
    {
        foreach (var layer in isDown ? layers : Enumerable.Reverse(layers))
        {
            // With the room between subtracted the places must only not decrease: a regression by pooling those that do.
            var pools = new List<(double Sum, int Count)>();
            double[] room = new double[layer.Count];
            for (int i = 0; i < layer.Count; i++)
            {
                room[i] = i == 0 ? 0 : room[i - 1] + (items[layer[i - 1]].Width + items[layer[i]].Width) / 2 + gap;
                double wanted = Neighbours(layer[i], isDown) is { Count: > 0 } near ? near.Average(n => items[n].Centre) : items[layer[i]].Centre;
                pools.Add((wanted - room[i], 1));
                while (pools.Count > 1 && pools[^2].Sum / pools[^2].Count > pools[^1].Sum / pools[^1].Count)
                {
                    pools[^2] = (pools[^2].Sum + pools[^1].Sum, pools[^2].Count + pools[^1].Count);
                    pools.RemoveAt(pools.Count - 1);
                }
            }

            int next = 0;
            foreach (var (sum, count) in pools)
            {
                for (int i = 0; i < count; i++, next++)
                    items[layer[next]].Centre = sum / count + room[next];
            }
        }
    }
}
