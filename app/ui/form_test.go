package ui

import "testing"

func TestForm(t *testing.T) {
	checkShapes(t, []shape{
		{"the browser checks nothing", Form("/x", Hidden("a", "b")),
			`<form accept-charset="utf-8" action="/x" class="stack" method="post" novalidate="" role="none"><input name="a" type="hidden" value="b"/></form>`},
		{"submit", Submit("Continua"), `<button class="btn btn-primary btn-lg" type="submit">Continua</button>`},
		{"a second intent has a name", SubmitSecond("poi", "sì", "Dopo"),
			`<button class="btn btn-outline-primary btn-lg" name="poi" type="submit" value="sì">Dopo</button>`},
		{"danger", SubmitDanger("Elimina"), `<button class="btn btn-danger btn-lg" type="submit">Elimina</button>`},
	})
}
