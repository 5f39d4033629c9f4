package city.hotline.node.rates;

import city.hotline.core.directory.Directory;
import city.hotline.core.directory.RateScheme;
import city.hotline.core.rates.Ranking;
import city.hotline.core.rates.SchemeChoice;
import city.hotline.core.rates.Span;
import city.hotline.node.sequencer.DocketPoll;
import city.hotline.proto.grid.v1.ListAnswersRequest;
import city.hotline.proto.grid.v1.ListAnswersResponse;
import city.hotline.proto.grid.v1.SumRatesRequest;
import city.hotline.proto.grid.v1.SumRatesResponse;
import city.hotline.proto.rates.v1.GetRatesResponse;
import city.hotline.proto.rates.v1.RankedRow;
import city.hotline.proto.rates.v1.RateSpan;
import city.hotline.proto.rates.v1.RatedAnswers;
import city.hotline.proto.rates.v1.RescoreResponse;
import city.hotline.proto.rates.v1.RescoredRow;
import city.hotline.proto.rates.v1.UsedScheme;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * Asks all nodes for their answers, counts them by a scheme and ranks who replied. What makes no
 * sense fails with an {@link IllegalArgumentException} that says what is expected. Thread-safe.
 */
public final class CityRates {

  /** The other nodes; whatever is asked of them has a deadline. */
  public interface Elsewhere {
    /** Sums of what it serves. */
    CompletableFuture<SumRatesResponse> sum(String nodeId, SumRatesRequest request);

    /** Orders of what it serves. */
    CompletableFuture<ListAnswersResponse> list(String nodeId, ListAnswersRequest request);
  }

  private final DocketRates here;
  private final DocketPoll poll;
  private final Elsewhere elsewhere;
  private final Directory directory;
  private final LongSupplier gridNowMs;

  /** Asks here and there. */
  public CityRates(
      DocketRates here,
      DocketPoll poll,
      Elsewhere elsewhere,
      Directory directory,
      LongSupplier gridNowMs) {
    this.here = here;
    this.poll = poll;
    this.elsewhere = elsewhere;
    this.directory = directory;
    this.gridNowMs = gridNowMs;
  }

  /** The units, classes and schemes that questions name. */
  public Directory directory() {
    return directory;
  }

  private CompletableFuture<CitySums> sums(RateQuestion question, List<Span> spans) {
    question.span().checkBegun(gridNowMs.getAsLong());
    CitySums sums = new CitySums(question, spans.size(), directory);
    SumRatesRequest.Builder request = SumRatesRequest.newBuilder();
    spans.forEach(span -> request.addSpans(RateQuestion.days(span)));
    SumRatesRequest all = request.build();
    return poll.ask(
            question.dockets(directory),
            dockets -> here.sum(all.toBuilder().setAsked(question.of(dockets)).build()),
            (node, dockets) ->
                elsewhere.sum(node, all.toBuilder().setAsked(question.of(dockets)).build()),
            sums::add)
        .thenApply(done -> sums);
  }

  /**
   * Everybody of the group, ranked.
   *
   * @param scheme the name of one of the directory's; empty for the one that holds
   */
  public CompletableFuture<GetRatesResponse> rates(
      RateQuestion question, String scheme, boolean withPositions) {
    SchemeChoice choice = SchemeChoice.of(directory.schemes(), scheme);
    Span before = question.span().before(directory.schemes());
    return sums(question, List.of(question.span(), before))
        .thenApply(sums -> ranked(question, before, choice, sums, withPositions));
  }

  private GetRatesResponse ranked(
      RateQuestion question,
      Span before,
      SchemeChoice choice,
      CitySums sums,
      boolean withPositions) {
    sums.kept().check(question.span());
    RateScheme scheme = choice.at(question.span(), sums.closedWith(0));
    Map<String, RatedAnswers> rated = sums.rated(0, scheme);
    Map<String, Integer> ranksBefore = Map.of();
    GetRatesResponse.Builder response = GetRatesResponse.newBuilder();
    if (sums.kept().has(before)) {
      ranksBefore = Ranking.of(sums.rated(1, choice.at(before, sums.closedWith(1))));
      response.setBefore(shown(before, sums, 1));
    }
    response
        .setSpan(shown(question.span(), sums, 0))
        .setScheme(used(scheme))
        .addAllRows(placed(sums, rated, ranksBefore))
        .setTotal(sums.total(scheme))
        .addAllNotAsked(sums.kept().notAsked());
    if (withPositions) {
      response.addAllDockets(sums.kept().positions());
    }
    return response.build();
  }

  private static List<RankedRow> placed(
      CitySums sums, Map<String, RatedAnswers> rated, Map<String, Integer> before) {
    Map<String, Integer> ranks = Ranking.of(rated);
    List<RankedRow> rows = new ArrayList<>();
    rated.forEach(
        (code, rates) -> {
          if (sums.shows(code)) {
            RankedRow row =
                RankedRow.newBuilder()
                    .setCode(code)
                    .setName(sums.groups().name(code))
                    .setEnglish(sums.groups().english(code))
                    .setRates(rates)
                    .build();
            rows.add(Ranking.placed(row, ranks, before));
          }
        });
    rows.sort(Ranking.BY_RANK);
    return rows;
  }

  /** Everybody of the group by the scheme in force and by another one. */
  public CompletableFuture<RescoreResponse> rescore(RateQuestion question, RateScheme given) {
    return sums(question, List.of(question.span()))
        .thenApply(sums -> rescored(question, given, sums));
  }

  private RescoreResponse rescored(RateQuestion question, RateScheme given, CitySums sums) {
    sums.kept().check(question.span());
    RateScheme held =
        SchemeChoice.of(directory.schemes(), "").at(question.span(), sums.closedWith(0));
    Map<String, RatedAnswers> inForce = sums.rated(0, held);
    Map<String, Integer> ranks = Ranking.of(inForce);
    Map<String, RankedRow> rows = new HashMap<>();
    placed(sums, inForce, Map.of()).forEach(row -> rows.put(row.getCode(), row));
    RescoreResponse.Builder response =
        RescoreResponse.newBuilder()
            .setSpan(shown(question.span(), sums, 0))
            .setGiven(used(given))
            .setInForce(used(held))
            .addAllNotAsked(sums.kept().notAsked());
    for (RankedRow row : placed(sums, sums.rated(0, given), ranks)) {
      RankedRow other = Objects.requireNonNull(rows.get(row.getCode()), "the same are counted");
      RescoredRow.Builder both = RescoredRow.newBuilder().setGiven(row).setInForce(other);
      if (row.getRates().hasComposite() && other.getRates().hasComposite()) {
        both.setDifference(
            Ranking.exact(row.getRates().getComposite() - other.getRates().getComposite()));
      }
      response.addRows(both);
    }
    return response.build();
  }

  private RateSpan shown(Span span, CitySums sums, int number) {
    return shown(span, sums.isClosed(number, span, gridNowMs.getAsLong()));
  }

  static RateSpan shown(Span span, boolean closed) {
    return RateSpan.newBuilder()
        .setPeriod(span.period())
        .setFirstDay(span.first().toString())
        .setLastDay(span.last().toString())
        .setClosed(closed)
        .build();
  }

  static UsedScheme used(RateScheme scheme) {
    return UsedScheme.newBuilder()
        .setName(scheme.id())
        .setValidFrom(scheme.validFrom().toString())
        .setAssumed(true)
        .setLine(scheme.line())
        .build();
  }
}
