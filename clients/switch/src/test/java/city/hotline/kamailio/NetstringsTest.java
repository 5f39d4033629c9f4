package city.hotline.kamailio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NetstringsTest {

  private static InputStream of(String bytes) {
    return new ByteArrayInputStream(bytes.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void framesCountBytesNotCharacters() {
    assertThat(new String(Netstrings.frame("朝阳"), StandardCharsets.UTF_8)).isEqualTo("6:朝阳,");
  }

  @Test
  void readsOneAfterTheOther() throws IOException {
    InputStream in = of("6:朝阳,0:,3:abc,");
    assertThat(Netstrings.read(in)).isEqualTo("朝阳");
    assertThat(Netstrings.read(in)).isEmpty();
    assertThat(Netstrings.read(in)).isEqualTo("abc");
    assertThatThrownBy(() -> Netstrings.read(in)).isInstanceOf(EOFException.class);
  }

  @Test
  void refusesWhatIsNoNetstring() {
    assertThatThrownBy(() -> Netstrings.read(of("{\"a\":1}"))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> Netstrings.read(of(":abc,"))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> Netstrings.read(of("3:abcd"))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> Netstrings.read(of("5:abc,"))).isInstanceOf(EOFException.class);
  }

  @Test
  void refusesALengthThatWouldFillTheMemory() {
    assertThatThrownBy(() -> Netstrings.read(of("99999:"))).hasMessageContaining("at most");
    assertThatThrownBy(() -> Netstrings.read(of("1234567890:"))).isInstanceOf(IOException.class);
  }
}
