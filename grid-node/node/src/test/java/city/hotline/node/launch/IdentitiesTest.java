package city.hotline.node.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.hotline.node.endpoint.DevelopmentIdentities;
import city.hotline.node.epoch.Keeping;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Everybody is believed only where nobody else can call, or where somebody said so. */
class IdentitiesTest {

  private static NodeOptions bound(String address, Identities identities) {
    return new NodeOptions(
        Path.of("data"),
        address,
        1,
        2,
        3,
        List.of(address + ":1"),
        "test",
        false,
        Keeping.USUAL,
        Trust.of(identities));
  }

  @Test
  void onLoopbackDevelopmentIdentitiesAreTakenForGranted() {
    for (String loopback : List.of("127.0.0.1", "localhost", "::1")) {
      NodeOptions options = bound(loopback, Identities.UNSAID);
      assertThat(Identities.of(options)).isInstanceOf(DevelopmentIdentities.class);
      assertThat(Identities.warnings(options)).isEmpty();
    }
  }

  @Test
  void refusesToStartWhereOthersCanCallUnlessSomebodySaidWhomToBelieve() {
    for (String open : List.of("0.0.0.0", "10.0.0.1")) {
      assertThatThrownBy(() -> Identities.of(bound(open, Identities.UNSAID)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("expected: --identities dev");
    }
  }

  @Test
  void warnsWhereOthersCanCall() {
    NodeOptions options = bound("10.0.0.1", Identities.DEVELOPMENT);
    assertThat(Identities.of(options)).isInstanceOf(DevelopmentIdentities.class);
    assertThat(Identities.warnings(options))
        .containsExactly(
            "development identities at 10.0.0.1: whoever reaches this node may say it is anybody;"
                + " keep it inside a closed network");
    assertThat(Trust.warnings(options)).hasSize(2).last().asString().contains("--citizen-secret");
  }
}
