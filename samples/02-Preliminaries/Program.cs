// The preliminaries of the book: tensors, linear algebra and data preprocessing. Each example prints what PyTorch or pandas gives
// on the left and what D2lDsl gives on the right; the program ends with 1 if any of them differs.
//
//   dotnet run --project samples/02-Preliminaries
//
// Read on in this order: Tensors.cs, Matrices.cs, Preprocessing.cs.

using System.Text;
using PreliminariesSample;

Console.OutputEncoding = Encoding.UTF8;
var examples = new Comparison();
Tensors.Show(examples);
Matrices.Show(examples);
Preprocessing.Show(examples, Path.Combine(AppContext.BaseDirectory, "data"));
return examples.Finish();
