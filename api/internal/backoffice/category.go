package backoffice

import (
	"strconv"
	"strings"
)

// last is the last number of each group of cadastral categories: A/1 to A/11.
var last = map[byte]int{'A': 11, 'B': 8, 'C': 7, 'D': 10, 'E': 9, 'F': 7}

// category reads a cadastral category as offices write it (A/3, A03, a-3, A 3) and gives it as A/3; false when there is no
// such category.
func category(s string) (string, bool) {
	s = strings.ToUpper(s)
	if len(s) < 2 {
		return "", false
	}
	number := strings.TrimLeft(s[1:], "/-. ")
	n, err := strconv.Atoi(number)
	if err != nil || len(number) > 2 || number[0] == '+' || n < 1 || n > last[s[0]] {
		return "", false
	}
	return s[:1] + "/" + strconv.Itoa(n), true
}
