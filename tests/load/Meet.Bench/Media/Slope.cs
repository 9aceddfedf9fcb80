namespace Meet.Bench.Media;

/// <summary>How a value goes with time, by least squares.</summary>
internal static class Slope
{
    /// <returns>Change for each second; 0 with fewer than two points.</returns>
    public static double Of(IReadOnlyList<(double Seconds, double Value)> points)
    {
        if (points.Count < 2)
            return 0;
        var (meanTime, meanValue) = (points.Average(point => point.Seconds), points.Average(point => point.Value));
        var spread = points.Sum(point => Math.Pow(point.Seconds - meanTime, 2));
        return spread == 0 ? 0 : points.Sum(point => (point.Seconds - meanTime) * (point.Value - meanValue)) / spread;
    }
}
