namespace Xenisol.Client.Tests.Timelines;

/// <summary>A decoded message: the values of each field that it has, by the field's name in the schema.</summary>
internal sealed class PerfettoMessage
{
    private readonly Dictionary<string, List<object>> _fields = [];

    public void Add(string field, object value)
    {
        if (!_fields.TryGetValue(field, out var values))
        {
            _fields.Add(field, values = []);
        }

        values.Add(value);
    }

    public bool Has(string field) => _fields.ContainsKey(field);

    public IEnumerable<T> All<T>(string field) =>
        _fields.TryGetValue(field, out var values) ? values.Cast<T>() : [];

    public PerfettoMessage Message(string field) => (PerfettoMessage)_fields[field].Single();

    public string Text(string field) => (string)_fields[field].Single();

    public long Number(string field, long otherwise = 0) => Has(field) ? (long)_fields[field].Single() : otherwise;
}
