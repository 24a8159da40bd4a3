package extract

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// tables are the files that numbers stand in: what is decided by, and the bounds
// on what is looked at.
var tables = []string{"numbers.go", "numbers_body.go", "numbers_head.go", "numbers_page.go", "limits.go"}

// unsorted are the files whose numbers are not in tables yet. None is added.
var unsorted = []string{
	"../internal/words/accents.go", "../internal/words/ago.go", "../internal/words/date.go", "../internal/words/elision.go",
	"../internal/words/fold.go", "../internal/words/forms.go", "../internal/words/forms_latin.go", "../internal/words/join.go",
	"../internal/words/language.go", "../internal/words/machine.go", "../internal/words/plurals.go", "../internal/words/sentence.go",
	"../internal/words/spelled.go", "../internal/words/spelling.go", "../internal/words/token.go", "../internal/words/zone.go",
	"article.go", "charset.go", "date.go", "embed.go", "endpoints.go", "image.go", "imprint.go", "list.go", "onward.go",
	"parked.go", "site_name.go", "ways.go",
}

// TestNumbersStandInTables holds that no number decides anything where nobody can
// hand in another. Besides 0, 1 and 2 a number may be written elsewhere only where
// it decides nothing:
//
//   - in hexadecimal it is the code of a character or a pattern of bits;
//   - an index or a bound of a slice is a place, as that of a group of a pattern;
//   - behind a shift it makes kilobytes or bits; 10 and 100 as factors make tenths
//     and hundredths;
//   - among the arguments of strconv it is a base or a size;
//   - the length of an array type.
func TestNumbersStandInTables(t *testing.T) {
	for _, room := range []string{".", "../internal/words"} {
		files, err := filepath.Glob(filepath.Join(room, "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no files in %s: %v", room, err)
		}
		for _, file := range files {
			name := filepath.Base(file)
			if strings.HasSuffix(name, "_test.go") || slices.Contains(tables, name) {
				continue
			}
			found := loose(t, file)
			waits := slices.Contains(unsorted, filepath.ToSlash(file))
			for _, at := range found {
				if !waits {
					t.Errorf("%s: a number outside the tables", at)
				}
			}
			if waits && len(found) == 0 {
				t.Errorf("%s has no number outside the tables: take it off the list", file)
			}
		}
	}
}

// loose are the places of the numbers in a file that may decide something.
func loose(t *testing.T, file string) []string {
	t.Helper()
	set := token.NewFileSet()
	parsed, err := parser.ParseFile(set, file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	excused := map[ast.Node]bool{}
	var found []string
	ast.Inspect(parsed, func(n ast.Node) bool {
		for _, e := range harmless(n) {
			excused[e] = true
		}
		l, ok := n.(*ast.BasicLit)
		if !ok || l.Kind != token.INT && l.Kind != token.FLOAT || excused[l] || strings.HasPrefix(l.Value, "0x") || slices.Contains([]string{"0", "1", "2"}, l.Value) {
			return true
		}
		found = append(found, set.Position(l.Pos()).String()+": "+l.Value)
		return true
	})
	return found
}

// harmless are the literals right under a node that decide nothing there.
func harmless(n ast.Node) []ast.Node {
	switch n := n.(type) {
	case *ast.IndexExpr:
		return []ast.Node{n.Index}
	case *ast.SliceExpr:
		return []ast.Node{n.Low, n.High}
	case *ast.ArrayType:
		return []ast.Node{n.Len}
	case *ast.BinaryExpr:
		switch n.Op {
		case token.SHL, token.SHR:
			return []ast.Node{n.Y}
		case token.MUL, token.QUO, token.REM:
			var out []ast.Node
			for _, e := range []ast.Expr{n.X, n.Y} {
				if l, ok := e.(*ast.BasicLit); ok && (l.Value == "10" || l.Value == "100") {
					out = append(out, e)
				}
			}
			return out
		}
	case *ast.CallExpr:
		if f, ok := n.Fun.(*ast.SelectorExpr); ok {
			if room, ok := f.X.(*ast.Ident); ok && room.Name == "strconv" {
				var out []ast.Node
				for _, e := range n.Args {
					out = append(out, e)
				}
				return out
			}
		}
	}
	return nil
}
