package ui

import "testing"

func TestTimelineTellsInOrder(t *testing.T) {
	n := Timeline(Moment{"3 giugno", "Registrata", "Numero 7."}, Moment{"2 giugno", "Salvata", ""})
	checkSounds(t, []sound{{"in order", n, "3 giugno Registrata Numero 7. 2 giugno Salvata"}})
	wantAttrs(t, n, "role", "list")
}
