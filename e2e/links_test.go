package e2e

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"
)

var (
	pageLink    = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	pageHeading = regexp.MustCompile(`(?m)^#{1,6} +(.+)$`)
	pageCode    = regexp.MustCompile("(?ms)^ *```.*?^ *```$")
)

// TestEveryLinkLeadsSomewhere follows each link of each page within the
// repository: the file is there, and has the heading that is meant.
func TestEveryLinkLeadsSomewhere(t *testing.T) {
	links := 0
	for _, page := range pagesOf(t, "..") {
		for _, found := range pageLink.FindAllStringSubmatch(withoutCode(t, page), -1) {
			target, heading, _ := strings.Cut(found[1], "#")
			if strings.Contains(target, "://") || strings.HasPrefix(target, "mailto:") {
				continue
			}
			links++
			path := page
			if target != "" {
				path = filepath.Join(filepath.Dir(page), target)
			}
			_, err := os.Stat(path)
			require.NoError(t, err, "%s links to %s", page, found[1])
			if heading != "" {
				require.Contains(t, headingsOf(t, path), heading, "%s links to %s", page, found[1])
			}
		}
	}
	require.Greater(t, links, 50)
}

// pagesOf are the repository's Markdown files.
func pagesOf(t *testing.T, root string) (pages []string) {
	t.Helper()
	require.NoError(t, filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch name := entry.Name(); {
		case err != nil:
			return err
		case entry.IsDir() && path != root && (strings.HasPrefix(name, ".") || slices.Contains([]string{"node_modules", "data", "bin", "bench", "test-results"}, name)):
			return fs.SkipDir
		case filepath.Ext(name) == ".md":
			pages = append(pages, path)
		}
		return nil
	}))
	return pages
}

func withoutCode(t *testing.T, page string) string {
	t.Helper()
	text, err := os.ReadFile(page)
	require.NoError(t, err)
	return pageCode.ReplaceAllString(string(text), "")
}

// headingsOf are the names by which a page's headings are linked to.
func headingsOf(t *testing.T, page string) (names []string) {
	t.Helper()
	for _, heading := range pageHeading.FindAllStringSubmatch(withoutCode(t, page), -1) {
		names = append(names, strings.Map(func(r rune) rune {
			switch {
			case r == ' ':
				return '-'
			case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r):
				return unicode.ToLower(r)
			}
			return -1
		}, strings.TrimSpace(heading[1])))
	}
	return names
}
