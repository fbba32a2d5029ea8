package ui

import "testing"

func TestDetailsOpensWithoutScript(t *testing.T) {
	checkShapes(t, []shape{{"closed", Details("Che cos'è?", P("Una tassa.")),
		`<details class="details"><summary>Che cos&#39;è?</summary><div class="details-body stack"><p>Una tassa.</p></div></details>`}})
}
