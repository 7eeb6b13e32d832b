namespace D2lDsl.Data;

/// <summary>Rows to train on and rows to test on, made by <see cref="Split"/>.</summary>
/// <typeparam name="TX">The element type of the features.</typeparam>
/// <typeparam name="TY">The element type of the labels.</typeparam>
/// <param name="TrainX">The features to train on, [train rows, …].</param>
/// <param name="TrainY">Their labels.</param>
/// <param name="TestX">The features to test on, [test rows, …].</param>
/// <param name="TestY">Their labels.</param>
public sealed record TrainTest<TX, TY>(Tensor<TX> TrainX, Tensor<TY> TrainY, Tensor<TX> TestX, Tensor<TY> TestY)
    where TX : unmanaged
    where TY : unmanaged;
