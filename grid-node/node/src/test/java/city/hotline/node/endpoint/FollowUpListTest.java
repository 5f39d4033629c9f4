package city.hotline.node.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.directory.Directory;
import city.hotline.core.directory.DirectoryPack;
import city.hotline.node.ChangedDirectory;
import city.hotline.node.replica.KnownDirectories;
import city.hotline.proto.floor.v1.DirectorySet;
import city.hotline.proto.followup.v1.ListFollowUpsRequest;
import city.hotline.proto.followup.v1.QuestionKind;
import city.hotline.proto.search.v1.FindOrdersRequest;
import city.hotline.proto.search.v1.FindOrdersResponse;
import city.hotline.proto.search.v1.FoundOrder;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is asked is what the docket will want to know. */
class FollowUpListTest {
  private static final String INQUIRY = "010109";
  private static final String VERSION = "2026-12-01.1";
  private static final long NOW_MS = 1_797_000_000_000L;
  private static final DirectoryPack FILES =
      ChangedDirectory.files(
          Map.of(
              "classes.csv",
              List.of(
                  "Scope of frontage responsibility,general,inquiry,",
                  "Scope of frontage responsibility,general,help,")));

  private static List<QuestionKind> asked(String classCode, String directory) {
    KnownDirectories known =
        new KnownDirectories(Directory.beijing(), () -> OptionalLong.of(NOW_MS));
    known.learn(
        DirectorySet.newBuilder()
            .setRevision(1)
            .addVersions(ChangedDirectory.version(VERSION, FILES, 1))
            .build());
    FindOrdersRequest question =
        FollowUpList.question(ListFollowUpsRequest.getDefaultInstance(), NOW_MS);
    FoundOrder order =
        FoundOrder.newBuilder().setClassCode(classCode).setDirectory(directory).build();
    return new FollowUpList(known)
        .page(question, FindOrdersResponse.newBuilder().addOrders(order).build())
        .getFollowUps(0)
        .getQuestionsList();
  }

  @Test
  void aClassThatAsksForSomethingNowIsAskedByTheVersionOfItsOrder() {
    assertThat(asked(INQUIRY, VERSION)).contains(QuestionKind.QUESTION_KIND_RESOLVED);
    assertThat(asked(INQUIRY, "")).doesNotContain(QuestionKind.QUESTION_KIND_RESOLVED);
  }

  @Test
  void anOrderOfAVersionThatIsGoneIsAskedByTheOneInForce() {
    assertThat(asked(INQUIRY, "2026-11-01.1")).contains(QuestionKind.QUESTION_KIND_RESOLVED);
  }
}
