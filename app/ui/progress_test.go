package ui

import "testing"

func TestProgressIsWords(t *testing.T) {
	checkShapes(t, []shape{{"progress", Progress("Passo 2 di 9"), `<p class="steppers-index">Passo 2 di 9</p>`}})
}
