package city.hotline.node.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.hotline.core.directory.Directory;
import city.hotline.core.shard.Positions;
import city.hotline.core.shard.ShardId;
import city.hotline.proto.department.v1.WatchOrdersRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where a watch goes on. */
class ResumeTokensTest {
  private static final ShardId STREET = ShardId.docket("110105", "110105001");
  private final WatchScope chaoyang = scope("110105");

  private static WatchScope scope(String district) {
    return WatchScope.of(
        WatchOrdersRequest.newBuilder().setDistrict(district).build(), Directory.beijing());
  }

  @Test
  void withoutATokenEveryDocketBeginsWithASnapshot() {
    ResumeTokens tokens = ResumeTokens.from("", chaoyang);
    assertThat(tokens.at(STREET)).isNull();
    assertThat(tokens.of(chaoyang.dockets().getOrDefault("110105", List.of())))
        .hasSize(44)
        .containsKey(STREET);
  }

  @Test
  void aTokenSaysWhereEachDocketGoesOn() {
    ResumeTokens tokens = ResumeTokens.from("", chaoyang);
    tokens.moveTo(STREET, Positions.of(3, 17));
    assertThat(tokens.areComplete()).isFalse();
    ResumeTokens again = ResumeTokens.from(tokens.text(), chaoyang);
    assertThat(again.at(STREET)).isEqualTo(Positions.of(3, 17));
    assertThat(again.at(ShardId.docket("110105", "110105002"))).isNull();
    assertThat(again.text()).isEqualTo(tokens.text());
  }

  @Test
  void areCompleteOnceEachDocketWasRead() {
    ResumeTokens tokens = ResumeTokens.from("", chaoyang);
    for (ShardId docket : chaoyang.dockets().getOrDefault("110105", List.of())) {
      assertThat(tokens.areComplete()).isFalse();
      tokens.moveTo(docket, Positions.NONE);
    }
    assertThat(tokens.areComplete()).isTrue();
  }

  @Test
  void aTokenOfAnotherScopeOrNoTokenAtAllIsRefusedByName() {
    String haidian = ResumeTokens.from("", scope("110108")).text();
    for (String wrong : new String[] {haidian, "not a token!", "AAAA"}) {
      assertThatThrownBy(() -> ResumeTokens.from(wrong, chaoyang))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("token: " + wrong + " (expected: ");
    }
  }
}
