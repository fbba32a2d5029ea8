package hall_test

import (
	"testing"

	"sportello/api/internal/postgres/pgtest"
)

func TestMain(m *testing.M) { pgtest.Main(m) }
