package city.hotline.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;

class SecretTest {

  /** The example that implementations of the specification check themselves by. */
  @Test
  void signsAsTheSpecificationsExample() {
    var secret = new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    String body = "{\"test\": 2432232314}";
    assertThat(secret.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void isThirtyTwoRandomBytesAndNeverShownByChance() {
    Secret secret = Secret.random();
    assertThat(Base64.getDecoder().decode(secret.text().substring("whsec_".length()))).hasSize(32);
    assertThat(secret).isNotEqualTo(Secret.random()).hasToString("whsec_...");
  }
}
