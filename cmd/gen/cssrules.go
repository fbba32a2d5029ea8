package main

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"
)

// rule is a rule of a style sheet: selectors with declarations, or an at-rule with declarations or rules.
type rule struct {
	at        string // "@media print", "@font-face"; empty for a rule with selectors
	selectors []string
	decls     []decl
	kids      []rule
}

type decl struct{ name, value string }

// parseCSS reads a style sheet and drops its comments and its needless spaces.
func parseCSS(source []byte) ([]rule, error) {
	p := css.NewParser(parse.NewInput(bytes.NewReader(source)), false)
	var top rule
	if err := readRules(p, &top); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	return top.kids, nil
}

// readRules reads into a rule until its end.
func readRules(p *css.Parser, into *rule) error {
	var raw []byte // what stands in an at-rule that the parser does not know, @container
	for {
		kind, _, data := p.Next()
		switch kind {
		case css.ErrorGrammar:
			return p.Err()
		case css.EndAtRuleGrammar, css.EndRulesetGrammar:
			kids, err := parseCSS(raw)
			into.kids = append(into.kids, kids...)
			return err
		case css.TokenGrammar:
			raw = append(raw, data...)
		case css.BeginRulesetGrammar, css.BeginAtRuleGrammar:
			kid := rule{selectors: splitSelectors(values(p))}
			if kind == css.BeginAtRuleGrammar {
				kid = rule{at: strings.TrimSpace(string(data) + " " + values(p))}
			}
			if err := readRules(p, &kid); err != nil {
				return err
			}
			into.kids = append(into.kids, kid)
		case css.DeclarationGrammar, css.CustomPropertyGrammar:
			into.decls = append(into.decls, decl{string(data), values(p)})
		}
	}
}

// values is the text of the tokens that go with what was just read.
func values(p *css.Parser) string {
	var b strings.Builder
	for _, v := range p.Values() {
		b.Write(v.Data)
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// splitSelectors cuts a list at its commas, but not inside of :is(a, b).
func splitSelectors(list string) []string {
	depth, start := 0, 0
	var all []string
	for i, c := range list {
		switch c {
		case '(':
			depth++
		case ')':
			depth--
		case ',':
			if depth == 0 {
				all = append(all, strings.TrimSpace(list[start:i]))
				start = i + 1
			}
		}
	}
	return append(all, strings.TrimSpace(list[start:]))
}

// writeRules writes rules with no spaces that do not count, one top rule a line.
func writeRules(b *bytes.Buffer, rules []rule) {
	for _, r := range rules {
		if len(r.decls)+len(r.kids) == 0 {
			continue
		}
		writeRule(b, r)
		b.WriteByte('\n')
	}
}

func writeRule(b *bytes.Buffer, r rule) {
	b.WriteString(r.at + strings.Join(r.selectors, ",") + "{")
	for i, d := range r.decls {
		if i > 0 {
			b.WriteByte(';')
		}
		b.WriteString(d.name + ":" + d.value)
	}
	for _, k := range r.kids {
		if len(k.decls)+len(k.kids) > 0 {
			writeRule(b, k)
		}
	}
	b.WriteByte('}')
}
