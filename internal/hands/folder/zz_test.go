package folder_test
import ("testing";"encoding/json";"os";"reflect";"detente/internal/words/situation")
func TestZZ(t *testing.T){ c:=readDefault(t); b,_:=json.MarshalIndent(c.Situation,""," "); os.WriteFile("/tmp/sit.json",b,0o644); if !reflect.DeepEqual(c.Situation.Thresholds,situation.Default()){t.Error("thr")} }
func BenchmarkRead(b *testing.B){ for b.Loop(){readDefault(b)} }
