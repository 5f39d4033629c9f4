package city.hotline.node.endpoint;

import city.hotline.core.directory.FollowUpScript;
import city.hotline.core.directory.FollowUpScript.Answer;
import city.hotline.core.directory.FollowUpScript.Question;
import city.hotline.core.moment.Times;
import city.hotline.node.replica.KnownDirectories;
import city.hotline.proto.docket.v1.OrderState;
import city.hotline.proto.docket.v1.Resolution;
import city.hotline.proto.docket.v1.Satisfaction;
import city.hotline.proto.followup.v1.FollowUp;
import city.hotline.proto.followup.v1.GetScriptResponse;
import city.hotline.proto.followup.v1.ListFollowUpsRequest;
import city.hotline.proto.followup.v1.ListFollowUpsResponse;
import city.hotline.proto.followup.v1.PossibleAnswer;
import city.hotline.proto.followup.v1.QuestionKind;
import city.hotline.proto.search.v1.FindOrdersRequest;
import city.hotline.proto.search.v1.FindOrdersResponse;
import city.hotline.proto.search.v1.FoundOrder;
import city.hotline.proto.search.v1.OrderFilter;
import city.hotline.proto.search.v1.OrderSort;
import java.util.Locale;

/**
 * What is due of follow-ups, in the words of the search, and what their citizens are asked. All
 * pages of a list are of one moment, which its tokens carry: what becomes due between two pages
 * comes with the next list. Immutable.
 */
final class FollowUpList {
  private final KnownDirectories directories;

  FollowUpList(KnownDirectories directories) {
    this.directories = directories;
  }

  /**
   * The question that the list is.
   *
   * @param nowMs milliseconds since 1970, for the first page
   */
  static FindOrdersRequest question(ListFollowUpsRequest request, long nowMs) {
    String token = request.getPageToken();
    long atMs = token.isEmpty() ? nowMs : momentOf(token);
    OrderFilter.Builder filter =
        OrderFilter.newBuilder()
            .addStates(OrderState.ORDER_STATE_FOLLOW_UP)
            .setPlace(request.getPlace())
            .setForRobot(request.getRobot())
            .setFollowUpBefore(Times.timestamp(atMs + 1));
    if (!request.getWithClaimed()) {
      filter.setFreeAt(Times.timestamp(atMs));
    }
    return FindOrdersRequest.newBuilder()
        .setFilter(filter)
        .setSort(OrderSort.ORDER_SORT_OLDEST)
        .setPageSize(request.getPageSize())
        .setPageToken(token.isEmpty() ? "" : token.substring(token.indexOf('.') + 1))
        .build();
  }

  private static long momentOf(String token) {
    try {
      return Long.parseLong(token.substring(0, Math.max(0, token.indexOf('.'))));
    } catch (NumberFormatException e) {
      throw Refusals.invalid("page_token", token, "one that this grid gave to the same question");
    }
  }

  /** The page of the question. */
  ListFollowUpsResponse page(FindOrdersRequest question, FindOrdersResponse found) {
    long atMs = Times.millis(question.getFilter().getFollowUpBefore()) - 1;
    // Scripts are the same in all versions.
    FollowUpScript script = directories.builtIn().scripts().at(Times.day(atMs));
    ListFollowUpsResponse.Builder page =
        ListFollowUpsResponse.newBuilder()
            .setOldestAge(found.getOldestAge())
            .addAllNotAsked(found.getNotAskedList());
    found.getOrdersList().forEach(order -> page.addFollowUps(followUp(order, script)));
    return found.getNextPageToken().isEmpty()
        ? page.build()
        : page.setNextPageToken(atMs + "." + found.getNextPageToken()).build();
  }

  private FollowUp followUp(FoundOrder order, FollowUpScript script) {
    // As the docket will: by the version that the order goes by.
    boolean asks = directories.of(order).asks(order.getClassCode());
    FollowUp.Builder followUp = FollowUp.newBuilder().setOrder(order).setScript(script.id());
    for (Question question : script.questions()) {
      if (asks || !question.onlyWhenAsking()) {
        followUp.addQuestions(kind(question));
      }
    }
    return followUp.build();
  }

  /** A script with all its words. */
  static GetScriptResponse shown(FollowUpScript script) {
    GetScriptResponse.Builder shown =
        GetScriptResponse.newBuilder()
            .setScript(script.id())
            .setValidFrom(script.validFrom().toString());
    for (Question question : script.questions()) {
      var one =
          shown
              .addQuestionsBuilder()
              .setKind(kind(question))
              .setOnlyWhenAsking(question.onlyWhenAsking())
              .setChinese(question.words().chinese())
              .setEnglish(question.words().english());
      question.answers().forEach(answer -> one.addAnswers(shown(question, answer)));
    }
    return shown.build();
  }

  private static PossibleAnswer.Builder shown(Question question, Answer answer) {
    PossibleAnswer.Builder shown =
        PossibleAnswer.newBuilder()
            .setChinese(answer.words().chinese())
            .setEnglish(answer.words().english());
    String word = answer.value().toUpperCase(Locale.ROOT);
    return switch (question.kind()) {
      case RESPONDED -> shown.setResponded(word.equals("YES"));
      case RESOLVED -> shown.setResolution(Resolution.valueOf("RESOLUTION_" + word));
      case SATISFIED -> shown.setSatisfaction(Satisfaction.valueOf("SATISFACTION_" + word));
    };
  }

  private static QuestionKind kind(Question question) {
    return switch (question.kind()) {
      case RESPONDED -> QuestionKind.QUESTION_KIND_RESPONDED;
      case RESOLVED -> QuestionKind.QUESTION_KIND_RESOLVED;
      case SATISFIED -> QuestionKind.QUESTION_KIND_SATISFIED;
    };
  }
}
