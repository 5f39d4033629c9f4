package city.hotline.core.figures;

import city.hotline.core.directory.OrderRules;
import city.hotline.proto.docket.v1.Answers;
import city.hotline.proto.figures.v1.RateFigures;

/**
 * Counts the answers of citizens; the three rates are quotients of these. An order that was
 * followed up in two cycles counts twice. Not thread-safe.
 */
final class RateTally {

  private RateFigures.Builder counts = RateFigures.newBuilder();

  /** Folds the answers about an order; {@code asks} if its class asks for something. */
  void count(Answers answers, boolean asks, OrderRules rules) {
    if (answers.getUnreachable()) {
      counts.setUnreachable(counts.getUnreachable() + 1);
      return;
    }
    counts.setFollowedUp(counts.getFollowedUp() + 1);
    if (answers.getResponded()) {
      counts.setResponded(counts.getResponded() + 1);
    }
    if (asks) {
      counts.setAsking(counts.getAsking() + 1);
      if (rules.isResolved(answers.getResolution())) {
        counts.setResolved(counts.getResolved() + 1);
      }
    }
    if (rules.isSatisfied(answers.getSatisfaction())) {
      counts.setSatisfied(counts.getSatisfied() + 1);
    }
  }

  RateFigures figures() {
    return counts.build();
  }

  void restore(RateFigures figures) {
    counts = figures.toBuilder();
  }
}
