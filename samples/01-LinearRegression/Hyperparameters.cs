/// <summary>The choices that training does not make by itself; the defaults are the book's.</summary>
public sealed record Hyperparameters(int BatchSize = 10, double LearningRate = 0.03, int Epochs = 3, int Seed = 42);
