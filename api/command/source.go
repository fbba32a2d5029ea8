package command

import "context"

type sourceKey struct{}

// WithSource notes where a request comes from, a network address. It is only ever compared: whoever tries codes
// is stopped by person and by source.
func WithSource(ctx context.Context, source string) context.Context {
	return context.WithValue(ctx, sourceKey{}, source)
}

// SourceOf is where a request comes from; empty when nobody said so.
func SourceOf(ctx context.Context) string {
	source, _ := ctx.Value(sourceKey{}).(string)
	return source
}
