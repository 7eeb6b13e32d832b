namespace D2lDsl.SeedsTests;

/// <summary>
/// The numbered examples of the course notes: a number, and what it is about. G: an operation in a kernel; T: tensors; D: data; P: plots;
/// O: optimisers and training; A: a mistake that the compiler reports; M: text alone.
/// </summary>
static class CourseExamples
{
    const string Table = """
        S0-01 T, S0-02 T, S0-03 GTA, S0-04 T, S0-05 T, S0-06 GTA, S0-07 T, S0-08 GA, S0-09 GT, S0-10 GT,
        S0-11 GT, S0-12 TA, S0-13 GT, S0-14 T, S0-15 G, S0-16 GTA, S0-17 G, S0-18 GA, S0-19 GA, S0-20 GA,
        S0-21 GA, S0-22 G, S0-23 G, S0-24 G, S0-25 TG, S0-26 GT, S0-27 P, S0-28 G, S0-29 G, S0-30 A,

        S1-01 MA, S1-02 T, S1-03 GTA, S1-04 GT, S1-05 T, S1-06 TA, S1-07 GA, S1-08 G, S1-09 G, S1-10 G,
        S1-11 GA, S1-12 G, S1-13 G, S1-14 GA, S1-15 GA, S1-16 G, S1-17 GA, S1-18 G, S1-19 AG, S1-20 GA,
        S1-21 GA, S1-22 GA, S1-23 GA, S1-24 GT, S1-25 TA, S1-26 T, S1-27 TA, S1-28 MG, S1-29 GO,

        S2-01 M, S2-02 TA, S2-03 TA, S2-04 TA, S2-05 T, S2-06 TA, S2-07 T, S2-08 T, S2-09 T, S2-10 G,
        S2-11 GT, S2-12 GT, S2-13 GA, S2-14 GA, S2-15 GA, S2-16 GA, S2-17 GA, S2-18 GA, S2-19 G, S2-20 MG,
        S2-21 G, S2-22 TG, S2-23 G, S2-24 T, S2-25 A, S2-26 G, S2-27 GOA, S2-28 OA, S2-29 A, S2-30 M,

        S3-01 T, S3-02 GTA, S3-03 T, S3-04 G, S3-05 G, S3-06 G, S3-07 G, S3-08 G, S3-09 G, S3-10 GA,
        S3-11 GA, S3-12 GTA, S3-13 G, S3-14 G, S3-15 T, S3-16 TA, S3-17 TG, S3-18 TA, S3-19 T, S3-20 TA,
        S3-21 D, S3-22 D, S3-23 D, S3-24 D, S3-25 D, S3-26 D, S3-27 DTA, S3-28 A, S3-29 TA, S3-30 M,
        S3-31 G, S3-32 T, S3-33 TG, S3-34 G, S3-35 G, S3-36 G, S3-37 G, S3-38 GA, S3-39 G, S3-40 G,
        S3-41 GA, S3-42 GA, S3-43 GA, S3-44 G, S3-45 G, S3-46 T, S3-47 G, S3-48 GO, S3-49 GA, S3-50 GA,
        S3-51 G, S3-52 G, S3-53 A, S3-54 OA, S3-55 G, S3-56 M, S3-57 M,

        S4-01 GTA, S4-02 T, S4-03 A, S4-04 T, S4-05 T, S4-06 GA, S4-07 TA, S4-08 GT, S4-09 GA, S4-10 T,
        S4-11 T, S4-12 D, S4-13 D, S4-14 GA, S4-15 A, S4-16 GA, S4-17 GA, S4-18 M, S4-19 MO, S4-20 GA,
        S4-21 G, S4-22 TD, S4-23 GA, S4-24 GTA, S4-25 DT, S4-26 P, S4-27 DTAG, S4-28 G, S4-29 A, S4-30 OG,
        S4-31 OG, S4-32 OGT
        """;

    /// <summary>Every example with its classes.</summary>
    public static IReadOnlyList<(string Id, string Classes)> All { get; } =
        [.. Table.Split(',', StringSplitOptions.TrimEntries).Select(entry => entry.Split(' ')).Select(parts => (parts[0].Replace('-', '_'), parts[1]))];

    /// <summary>The examples of any of some classes.</summary>
    public static IEnumerable<string> Of(string classes) => All.Where(example => example.Classes.Any(classes.Contains)).Select(example => example.Id);
}
