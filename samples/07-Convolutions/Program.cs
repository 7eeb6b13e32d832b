// Convolutions: an edge found by a kernel that is given, then by one that is learnt, and LeNet on made-up images.
// The program ends with 1 if a kernel or the network does not learn.
using ConvolutionsSample;
using D2lDsl;
using static D2lDsl.Ops;

// White, black, white: the kernel [1, -1] is 1 where white turns to black, -1 where black turns to white.
var image = Tensor.Ones(6, 8);
image.Slice(axis: 1, start: 2, stop: 6).Fill(0);
var kernel = Tensor.Of(new[,] { { 1f, -1f } });
var edges = Edges.Corr2d(image, kernel);
Console.WriteLine($"The image's first row   {image[0]}");
Console.WriteLine($"its edges               {edges[0]}");
Console.WriteLine($"of the transposed image {Edges.Corr2d(image.T, kernel)[0]}: this kernel sees no lying edges");

// The same kernel from the image and its edges alone.
var (x, y) = (image.Reshape(1, 1, 6, 8), edges.Reshape(1, 1, 6, 7));
var learnt = Tensor.RandN(new Random(1), 1, 1, 1, 2);
var (loss, sgd) = (new Edges.LossKernel(), new Sgd(learningRate: 0.03));
for (int epoch = 1; epoch <= 20; epoch++)
{
    float error = loss.ForwardBackward(x, y, learnt);
    sgd.Step(learnt, loss.Gradients.K);
    if (epoch % 5 == 0)
        Console.WriteLine($"epoch {epoch,2}: loss {error:F3}");
}

Console.WriteLine($"The kernel learnt       {learnt.Reshape(1, 2)}");
bool isKernel = Norm(learnt.Reshape(1, 2) - kernel).Item() < 0.1f;

// LeNet.
var random = new Random(7);
var net = new LeNet(c: Shapes.Names.Length, seed: 1);
var (training, adam) = (new LeNet.LossKernel(net), new Adam(learningRate: 0.003));
for (int step = 1; step <= 150; step++)
{
    var (images, labels) = Shapes.Draw(64, random);
    float now = training.TrainingStep(images, labels, adam);
    if (step % 30 == 0)
        Console.WriteLine($"LeNet, step {step,3}: loss {now:F3}");
}

var (unseen, truth) = Shapes.Draw(500, random);
var guesses = new LeNet.PredictKernel(net).Forward(unseen).Argmax(axis: 1);
int right = Sum((guesses == truth).Cast<int>()).Item();
Console.WriteLine($"{right} of 500 unseen images are named rightly; a guess would be {500 / Shapes.Names.Length}");
return isKernel && right > 400 ? 0 : 1;
