package ui

// Progress says where in a flow the person is: "Passo 2 di 9". It stands above the title, and is words
// only: a bar would say the same again to those who see it, and nothing to those who do not.
func Progress(text string) *Node { return El("p", Attrs{"class": "steppers-index"}, Text(text)) }

func progressExamples() []Example {
	return []Example{{"Progress", "a che punto siamo", Progress("Passo 2 di 9")}}
}
