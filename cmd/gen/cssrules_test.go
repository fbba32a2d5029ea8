package main

import (
	"bytes"
	"testing"
)

func TestWriteKeepsWhatCounts(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"comments and spaces go", "/* a */ a , b > c { color : red ; }", "a,b>c{color:red}\n"},
		{"commas inside of :is stay", ".x :is(a, b) , c { d: e }", ".x :is(a,b),c{d:e}\n"},
		{"an at-rule the parser does not know", "@container (min-width: 3rem) { .a { b: c } .d { e: f } }", "@container (min-width:3rem){.a{b:c}.d{e:f}}\n"},
		{"one in another", "@supports selector(::x) { @container (width > 1rem) { .a { b: c } } }", "@supports selector(::x){@container (width > 1rem){.a{b:c}}}\n"},
		{"sums keep their spaces", "a { width: calc(1px + 2px) }", "a{width:calc(1px + 2px)}\n"},
		{"a rule that says nothing goes", "a { } b { c: d }", "b{c:d}\n"},
		{"text for eyes only", `a::after { content: "!" / "" }`, `a::after{content:"!"/""}` + "\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			rules, err := parseCSS([]byte(c.in))
			if err != nil {
				t.Fatal(err)
			}
			var b bytes.Buffer
			writeRules(&b, rules)
			if b.String() != c.want {
				t.Errorf("got %q, want %q", b.String(), c.want)
			}
		})
	}
}

func TestPurgeTakesWhatIsWanted(t *testing.T) {
	rules, err := parseCSS([]byte(`:root{--bs-a:1px;--bs-b:var(--bs-c);--bs-c:2px}.btn,.card{x:y;transition:all 1s}
		.btn .icon{x:y}@media print{.btn{x:y}}a:hover{color:var(--bs-b)}h1{x:y}.btn::-moz-x{x:y}`))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	writeRules(&b, usedTokens(purge(rules), nil))
	want := ":root{--bs-b:var(--bs-c);--bs-c:2px}\n.btn{x:y}\na:hover{color:var(--bs-b)}\n"
	if b.String() != want {
		t.Errorf("got %q, want %q", b.String(), want)
	}
}
