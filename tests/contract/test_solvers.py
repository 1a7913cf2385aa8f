"""Each solver keeps the contract."""

from duijie_match.assignment.integer import IntegerSolver
from duijie_match.assignment.network import NetworkSolver
from duijie_match.assignment.reference import ReferenceSolver
from duijie_match.testing.solvers import SolverConformance


class TestReferenceSolver(SolverConformance):
    solver = ReferenceSolver


class TestNetworkSolver(SolverConformance):
    solver = NetworkSolver


class TestIntegerSolver(SolverConformance):
    solver = IntegerSolver
