package city.hotline.node.rates;

import city.hotline.core.directory.Directory;
import city.hotline.core.rates.Groups;
import city.hotline.core.rates.SchemeChoice;
import city.hotline.core.rates.Span;
import city.hotline.node.sequencer.DocketPoll;
import city.hotline.node.sequencer.PageTokens;
import city.hotline.proto.grid.v1.AnswerMark;
import city.hotline.proto.grid.v1.AnswerToken;
import city.hotline.proto.grid.v1.ListAnswersRequest;
import city.hotline.proto.grid.v1.ListAnswersResponse;
import city.hotline.proto.rates.v1.ListRateOrdersRequest;
import city.hotline.proto.rates.v1.ListRateOrdersResponse;
import city.hotline.proto.rates.v1.RateOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * The orders behind a number, page by page, of all nodes that have some. What makes no sense fails
 * with an {@link IllegalArgumentException} that says what is expected. Thread-safe.
 */
public final class CityAnswers {
  private static final int USUAL = 100;

  private final DocketRates here;
  private final DocketPoll poll;
  private final CityRates.Elsewhere elsewhere;
  private final Directory directory;
  private final LongSupplier gridNowMs;

  /** Asks here and there. */
  public CityAnswers(
      DocketRates here,
      DocketPoll poll,
      CityRates.Elsewhere elsewhere,
      Directory directory,
      LongSupplier gridNowMs) {
    this.here = here;
    this.poll = poll;
    this.elsewhere = elsewhere;
    this.directory = directory;
    this.gridNowMs = gridNowMs;
  }

  /** What came of one question. Thread-safe while it is being filled. */
  private static final class Found {
    final CityKept kept;
    final List<RateOrder> orders = new ArrayList<>();
    final Set<String> closedWith = new TreeSet<>();
    boolean open;

    Found(CityKept kept) {
      this.kept = kept;
    }

    synchronized void add(ListAnswersResponse part) {
      kept.add(part.getKept());
      orders.addAll(part.getOrdersList());
      closedWith.addAll(part.getClosedWithList());
      open |= part.getOpen() > 0;
    }
  }

  /** A page. */
  public CompletableFuture<ListRateOrdersResponse> list(
      RateQuestion question, ListRateOrdersRequest request) {
    Span span = question.span();
    span.checkBegun(gridNowMs.getAsLong());
    SchemeChoice choice = SchemeChoice.of(directory.schemes(), request.getScheme());
    int most = request.getPageSize() == 0 ? USUAL : request.getPageSize();
    int fingerprint = fingerprint(request);
    ListAnswersRequest.Builder part =
        ListAnswersRequest.newBuilder()
            .setCode(request.getCode())
            .setSpan(RateQuestion.days(span))
            .setCount(request.getCount())
            .setScheme(request.getScheme())
            .setMost(most);
    if (!request.getPageToken().isEmpty()) {
      part.setAfter(mark(request.getPageToken(), fingerprint));
    }
    ListAnswersRequest all = part.build();
    Map<String, List<String>> dockets =
        question.docketsOf(request.getCode(), new Groups(question.group(), directory), directory);
    Found found = new Found(new CityKept(dockets));
    return poll.ask(
            dockets,
            of -> here.list(all.toBuilder().setAsked(question.of(of)).build()),
            (node, of) -> elsewhere.list(node, all.toBuilder().setAsked(question.of(of)).build()),
            found::add)
        .thenApply(done -> page(span, choice, found, most, fingerprint));
  }

  private ListRateOrdersResponse page(
      Span span, SchemeChoice choice, Found found, int most, int fingerprint) {
    synchronized (found) {
      found.kept.check(span);
      found.orders.sort(DocketRates.BY_ORDER);
      boolean closed =
          span.isMonth()
              ? !found.open && !found.closedWith.isEmpty()
              : span.isOver(gridNowMs.getAsLong());
      ListRateOrdersResponse.Builder page =
          ListRateOrdersResponse.newBuilder()
              .setSpan(CityRates.shown(span, closed))
              .setScheme(CityRates.used(choice.at(span, found.closedWith)))
              .addAllNotAsked(found.kept.notAsked())
              .addAllOrders(found.orders.subList(0, Math.min(most, found.orders.size())));
      // A node that has more gives as many as it may: fewer in all means that there are no more.
      if (page.getOrdersCount() == most) {
        page.setNextPageToken(token(page.getOrders(most - 1), fingerprint));
      }
      return page.build();
    }
  }

  /** All that decides what is in the list. */
  private static int fingerprint(ListRateOrdersRequest request) {
    return PageTokens.fingerprint(request.toBuilder().clearPageToken().clearPageSize().build());
  }

  private static String token(RateOrder last, int fingerprint) {
    return PageTokens.text(
        AnswerToken.newBuilder()
            .setMark(
                AnswerMark.newBuilder().setOrderId(last.getOrderId()).setCycle(last.getCycle()))
            .setQuestion(fingerprint)
            .build());
  }

  private static AnswerMark mark(String token, int fingerprint) {
    return PageTokens.read(
            token, AnswerToken.parser(), t -> t.hasMark() && t.getQuestion() == fingerprint)
        .getMark();
  }
}
